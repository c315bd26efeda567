import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { eraseCandidate } from '@goen/cases';
import type { CaseView, RejectionAccepted, SharedAddressView } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

type Names = Readonly<Record<string, unknown>>;
const named = (family_name: string, given_name: string, more: Names = {}) => ({ family_name, given_name, ...more });
const full = (full_name: string) => ({ family_name: undefined, given_name: undefined, full_name });
const nameless = full('');
const newAddress = () => `${randomUUID()}@example.jp`;

const tellOffer = async (address: string, name: Names, type = 'candidate.hired', occurredAt = '09:00') => {
  const answer = await gateway.post('/v1/events', {
    type,
    source: { ats: 'another' },
    occurred_at: `2026-11-24T${occurredAt}:00+09:00`,
    candidate: { remote_id: `P-${randomUUID()}`, emails: [address], ...name },
  });
  expect([answer.status, await answer.clone().text()]).toMatchObject([202, {}]);
  return ((await answer.json()) as { case_ids: string[] }).case_ids;
};
const reject = async (address: string, name: Names, more: Names = {}): Promise<RejectionAccepted> => {
  const body = aReport({ candidate: { ...name, emails: [{ value: address, type: 'personal' }], ...more } });
  const answer = await gateway.post('/v1/rejections', body);
  expect(answer.status).toBe(202);
  return (await answer.json()) as RejectionAccepted;
};
const getCase = async (id: string) => (await (await gateway.request(`/v1/cases/${id}`)).json()) as CaseView;
const findQuestion = async (address: string, state = 'open') => {
  const answer = await gateway.request(`/v1/shared-addresses?state=${state}&limit=200`);
  return ((await answer.json()) as { items: SharedAddressView[] }).items.find(({ email }) => email === address);
};
const decide = (id: string | undefined, body: object) => gateway.post(`/v1/shared-addresses/${id}/decision`, body);

const agreeing: [string, Names, Names][] = [
  ['the same name', named('佐藤', '太郎'), named('佐藤', '太郎')],
  ['a variant kanji', named('髙橋', '太郎'), full('高橋 太郎')],
  ['an iteration mark', full('佐々木太郎'), named('佐佐木', '太郎')],
  [
    'the same reading',
    named('渡邉', '翔', { family_name_kana: 'ワタナベ', given_name_kana: 'ショウ' }),
    named('渡辺', '祥', { family_name_kana: 'わたなべ', given_name_kana: 'しょう' }),
  ],
  ['an offer without a name', nameless, named('佐藤', '太郎')],
  ['an offer with a placeholder', named('#LastName#', '未入力'), named('佐藤', '太郎')],
  ['a rejection without a name', named('佐藤', '太郎'), nameless],
];
const differing: [string, Names, Names][] = [
  ['a couple', named('佐藤', '太郎'), named('佐藤', '花子')],
  ['a couple in one text', full('佐藤太郎'), full('佐藤花子')],
  ['two candidates of an agency', full('紹介 一郎'), full('推薦 花子')],
  ['a family name alone', named('佐藤', '太郎'), named('佐藤', '')],
];

test.each(agreeing)('an offer and then a rejection, %s: no mail', async (_what, offer, rejection) => {
  const address = newAddress();
  await tellOffer(address, offer);
  expect(await reject(address, rejection)).toMatchObject({ not_mailed_reason: 'holds_offer', next_step: 'close' });
  expect(await findQuestion(address)).toBeUndefined();
});

test.each(agreeing)('a rejection and then an offer, %s: no mail', async (_what, offer, rejection) => {
  const address = newAddress();
  const { case_id: id } = await reject(address, rejection);
  expect(await tellOffer(address, offer)).toEqual([id]);
  expect(await getCase(id)).toMatchObject({ next_step: 'close', next_mail: null });
  expect(await findQuestion(address)).toBeUndefined();
});

test.each(differing)(
  'another person’s offer silences nobody, a member is asked: %s',
  async (_what, offer, rejection) => {
    const address = newAddress();
    await tellOffer(address, offer);
    const accepted = await reject(address, rejection);
    expect(accepted).toMatchObject({ not_mailed_reason: 'address_shared', next_step: 'address_decision' });
    const question = await findQuestion(address);
    const { candidate_id: candidateId } = await getCase(accepted.case_id);
    expect(question?.candidates.map(({ id }) => id)).toEqual([candidateId]);
    expect((await decide(question?.id, { belongs_to: 'candidate', candidate_id: candidateId })).status).toBe(200);
    expect(await getCase(accepted.case_id)).toMatchObject({ next_mail: { kind: 'rejection_relay' } });
    // A decided address stays decided.
    await tellOffer(address, offer, 'candidate.hired', '09:30');
    expect((await reject(address, rejection)).will_be_mailed).toBe(true);
    expect(await findQuestion(address)).toBeUndefined();
  },
);

test.each(differing)('the same after the rejection, within the undo window: %s', async (_what, offer, rejection) => {
  const address = newAddress();
  const accepted = await reject(address, rejection);
  expect(accepted.will_be_mailed).toBe(true);
  expect(await tellOffer(address, offer)).toEqual([]);
  expect(await getCase(accepted.case_id)).toMatchObject({ next_step: 'address_decision', next_mail: null });
  const woken = await gateway.rows("select 1 from outbox where kind = 'nudge' and case_id = ?", [accepted.case_id]);
  expect(woken.length).toBeGreaterThan(0);
  const question = await findQuestion(address);
  expect(question?.candidates).toHaveLength(1);
  expect((await decide(question?.id, { belongs_to: 'nobody' })).status).toBe(200);
  expect(await getCase(accepted.case_id)).toMatchObject({ next_step: 'close', next_mail: null });
});

test('a member says that the person of the offer is the candidate: the offer counts from then on', async () => {
  const address = newAddress();
  await tellOffer(address, named('旧姓', '花子'));
  const { case_id: id } = await reject(address, named('新姓', '花子'));
  const question = await findQuestion(address);
  expect((await decide(question?.id, { belongs_to: 'one_person' })).status).toBe(200);
  expect(await getCase(id)).toMatchObject({ next_step: 'close', next_mail: null });
  await gateway.rows("update follow_up_case set state = 'closed' where id = ?", [id]);
  expect(await reject(address, named('新姓', '花子'))).toMatchObject({ not_mailed_reason: 'holds_offer' });
});

test('the person of the offer is silenced, the other candidate of the address is not', async () => {
  const address = newAddress();
  await tellOffer(address, named('佐藤', '太郎'));
  const other = await reject(address, named('佐藤', '花子'));
  const own = await reject(address, named('佐藤', '太郎'));
  expect([own.not_mailed_reason, (await getCase(other.case_id)).next_step]).toEqual([
    'holds_offer',
    'address_decision',
  ]);
  expect((await findQuestion(address))?.candidates).toHaveLength(2);
});

test('an offer without a name is its candidate’s, whom the source has named with a rejection', async () => {
  const address = newAddress();
  const [first, second] = [named('佐藤', '太郎'), named('佐藤', '花子')];
  const body = aReport({ candidate: { ...first, emails: [{ value: address, type: 'personal' }] } });
  await gateway.post('/v1/rejections', body);
  const event = { type: 'candidate.hired', source: body.source, occurred_at: '2026-11-24T09:00:00+09:00' };
  const candidate = { remote_id: body.candidate.remote_id, emails: [address] };
  expect((await gateway.post('/v1/events', { ...event, candidate })).status).toBe(202);
  expect(await reject(address, second)).toMatchObject({ not_mailed_reason: 'address_shared' });
});

test('the end of another person’s offer ends nobody’s', async () => {
  const address = newAddress();
  await tellOffer(address, named('佐藤', '太郎'));
  await tellOffer(address, named('佐藤', '花子'), 'candidate.offer_ended', '09:30');
  expect(await reject(address, named('佐藤', '太郎'))).toMatchObject({ not_mailed_reason: 'holds_offer' });
});

test('the id of the source counts whatever the names', async () => {
  const body = aReport({ candidate: named('旧姓', '花子') });
  const event = { type: 'candidate.hired', source: body.source, occurred_at: '2026-11-24T09:00:00+09:00' };
  const candidate = { remote_id: body.candidate.remote_id, ...named('新姓', '花子') };
  expect((await gateway.post('/v1/events', { ...event, candidate })).status).toBe(202);
  expect(await (await gateway.post('/v1/rejections', body)).json()).toMatchObject({ not_mailed_reason: 'holds_offer' });
});

test('an address that the candidate corrects is no longer shared with the person of the offer', async () => {
  const address = newAddress();
  await tellOffer(address, named('佐藤', '太郎'));
  const id = { remote_id: `C-${randomUUID()}` };
  await reject(address, named('佐藤', '花子'), id);
  expect(await reject(newAddress(), named('佐藤', '花子'), id)).toMatchObject({ will_be_mailed: true });
  expect(await findQuestion(address)).toBeUndefined();
});

test('the erasure of one person keeps the offer of another at the same address', async () => {
  const address = newAddress();
  await tellOffer(address, named('佐藤', '太郎'));
  await tellOffer(address, named('佐藤', '花子'));
  const { case_id: id } = await reject(address, named('佐藤', '花子'));
  const { candidate_id: candidateId } = await getCase(id);
  const { personHashKey } = gateway.context;
  // The worker erases again what the page has erased.
  for (let times = 0; times < 2; times += 1) {
    await withCompany(gateway.orm, gateway.hinode.id, (em) => eraseCandidate(em, candidateId, someday, personHashKey));
  }
  expect(await reject(address, named('佐藤', '太郎'))).toMatchObject({ not_mailed_reason: 'holds_offer' });
  const rows = await gateway.rows(
    'select 1 from offer where person_hashes && array(select person_hash from candidate where id = ?)',
    [candidateId],
  );
  expect(rows).toHaveLength(1);
});

test('lines of one batch are told apart, too', async () => {
  const address = newAddress();
  await tellOffer(address, named('佐藤', '太郎'));
  const emails = [{ value: address, type: 'personal' }];
  const lines = [named('佐藤', '花子'), named('佐藤', '太郎')].map((name) =>
    JSON.stringify(aReport({ candidate: { ...name, emails } })),
  );
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await gateway.request('/v1/rejections/batch', { method: 'POST', body: lines.join('\n'), headers });
  const results = (await answer.text()).trimEnd().split('\n');
  expect(results.map((line) => (JSON.parse(line) as RejectionAccepted).not_mailed_reason)).toEqual([
    'address_shared',
    'holds_offer',
  ]);
});

test('only hashes of names are stored', async () => {
  const address = newAddress();
  await tellOffer(address, named('珍名', '太郎'));
  const rows = await gateway.rows<{ row: string }>('select o::text as row from offer o');
  expect(rows.every(({ row }) => !row.includes('珍名'))).toBe(true);
});

test('a name that is too long or cannot be stored never costs an offer', async () => {
  const address = newAddress();
  await tellOffer(address, full('佐'.repeat(5000)));
  expect(await reject(address, full('佐'.repeat(200)))).toMatchObject({ not_mailed_reason: 'holds_offer' });
});
