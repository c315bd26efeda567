import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { mergeCandidates } from '@goen/cases';
import type { CaseView, RejectionAccepted, SharedAddressView } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

type Report = ReturnType<typeof aReport>;
type Candidate = Record<string, unknown>;
const nameless = { family_name: undefined, given_name: undefined };
const named = (family_name: string, given_name: string, more: Candidate = {}) => ({ family_name, given_name, ...more });
const full = (full_name: string) => ({ ...nameless, full_name });
const newAddress = () => [{ value: `${randomUUID()}@example.jp`, type: 'personal' }];

/** Each report is a minute later than the last, so that the older candidate is well defined. */
const report = async (body: Report): Promise<RejectionAccepted> => {
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
  const answer = await gateway.post('/v1/rejections', body);
  expect(answer.status).toBe(202);
  return (await answer.json()) as RejectionAccepted;
};
const getCase = async (id: string) => (await (await gateway.request(`/v1/cases/${id}`)).json()) as CaseView;
const list = async (state = 'open'): Promise<SharedAddressView[]> => {
  const answer = await gateway.request(`/v1/shared-addresses?state=${state}&limit=200`);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { items: SharedAddressView[] }).items;
};
const findByAddress = async ([address]: { value: string }[], state?: string) =>
  (await list(state)).find(({ email }) => email === address?.value);
const decide = (id: string, body: object) => gateway.post(`/v1/shared-addresses/${id}/decision`, body);

/** Two candidates with one address, the question about it, and their cases. */
async function share(first: Candidate = full('紹介 一郎'), second: Candidate = full('推薦 花子')) {
  const emails = newAddress();
  const bodies = [first, second].map((candidate) => aReport({ candidate: { ...candidate, emails } }));
  const answers: RejectionAccepted[] = [];
  for (const body of bodies) answers.push(await report(body));
  const cases = await Promise.all(answers.map(({ case_id: id }) => getCase(id)));
  return { emails, bodies, answers, cases, question: await findByAddress(emails) };
}

test.each<[string, Candidate, Candidate]>([
  ['a variant kanji', named('髙橋', '由紀'), named('高橋', '由紀')],
  ['one text', named('佐藤', '美咲'), full('佐藤　美咲')],
  [
    'the same reading',
    named('渡邉', '翔', { family_name_kana: 'ワタナベ', given_name_kana: 'ショウ' }),
    named('渡辺', '祥', { family_name_kana: 'わたなべ', given_name_kana: 'しょう' }),
  ],
  ['no name', nameless, named('佐藤', '美咲')],
  ['no name later', named('佐藤', '美咲'), nameless],
])('one address and names that agree are one candidate: %s', async (_what, first, second) => {
  const { answers, question } = await share(first, second);
  expect(answers[1]).toMatchObject({ case_id: answers[0]?.case_id, joined: true, will_be_mailed: true });
  expect(question).toBeUndefined();
});

test.each<[string, Candidate, Candidate]>([
  ['two candidates of an agency', full('紹介 一郎'), full('推薦 花子')],
  ['a couple', named('佐藤', '太郎'), named('佐藤', '花子')],
  [
    'names and readings that differ',
    named('佐藤', '太郎', { family_name_kana: 'サトウ', given_name_kana: 'タロウ' }),
    named('佐藤', '花子', { family_name_kana: 'サトウ', given_name_kana: 'ハナコ' }),
  ],
])('other names are two candidates, both are held and a member is asked: %s', async (_what, first, second) => {
  const { answers, cases, question } = await share(first, second);
  expect(answers[0]?.will_be_mailed).toBe(true);
  expect(answers[1]).toMatchObject({ joined: false, will_be_mailed: false, not_mailed_reason: 'address_shared' });
  expect(cases.map(({ next_step, next_mail, state }) => ({ next_step, next_mail, state }))).toEqual(
    Array.from({ length: 2 }, () => ({ next_step: 'address_decision', next_mail: null, state: 'open' })),
  );
  expect(question?.candidates.map(({ id }) => id)).toEqual(cases.map(({ candidate_id: id }) => id));
  expect(question).toMatchObject({
    state: 'open',
    owner_candidate_id: null,
    candidates: [{ jobs: ['エンジニア'] }, {}],
  });
  const woken = await gateway.rows("select 1 from outbox where kind = 'nudge' and case_id = ?", [cases[0]?.id]);
  expect(woken.length).toBeGreaterThan(0);
});

test('the owner’s mail goes on, the other is a case without mails, and so is everybody new', async () => {
  const { emails, cases, question } = await share();
  const answer = await decide(question?.id ?? '', { belongs_to: 'candidate', candidate_id: cases[0]?.candidate_id });
  expect(answer.status).toBe(200);
  const owner = { owner_candidate_id: cases[0]?.candidate_id, decided_by: gateway.hinode.actor, state: 'decided' };
  expect(await answer.json()).toMatchObject(owner);
  expect(await gateway.listAudit(question?.id)).toEqual(['shared_address.decided']);
  const [owned, other] = await Promise.all(cases.map(({ id }) => getCase(id)));
  expect(owned).toMatchObject({ next_step: 'rejection_mail', next_mail: { kind: 'rejection_relay' } });
  expect(other).toMatchObject({ next_step: 'close', next_mail: null });
  expect(await findByAddress(emails)).toBeUndefined();
  expect(await findByAddress(emails, 'decided')).toMatchObject(owner);
  const third = await report(aReport({ candidate: { ...full('三番 三郎'), emails } }));
  expect(third).toMatchObject({ will_be_mailed: false, not_mailed_reason: 'address_of_another' });
  const again = await report(aReport({ candidate: { ...full('紹介一郎'), emails } }));
  expect(again).toMatchObject({ case_id: cases[0]?.id, will_be_mailed: true });
  const unnamed = await report(aReport({ candidate: { ...nameless, emails } }));
  expect(unnamed).toMatchObject({ will_be_mailed: false, not_mailed_reason: 'address_of_another' });
});

test('an address of nobody is never mailed', async () => {
  const { cases, question } = await share();
  expect((await decide(question?.id ?? '', { belongs_to: 'nobody' })).status).toBe(200);
  for (const { id } of cases) expect(await getCase(id)).toMatchObject({ next_step: 'close', next_mail: null });
});

test('candidates who are one person are merged, and their mail goes on', async () => {
  const { cases, question } = await share(named('旧姓', '花子'), named('新姓', '花子'));
  const answer = await decide(question?.id ?? '', { belongs_to: 'one_person' });
  expect(await answer.json()).toMatchObject({ candidates: [{ id: cases[0]?.candidate_id }], state: 'decided' });
  const [kept, superseded] = await Promise.all(cases.map(({ id }) => getCase(id)));
  expect(kept).toMatchObject({ state: 'open', next_mail: { kind: 'rejection_relay' }, rejections: [{}, {}] });
  expect(superseded).toMatchObject({ state: 'closed', closed_reason: 'superseded' });
});

test('the id of a source identifies the person, whatever their new name', async () => {
  const body = aReport({ candidate: named('旧姓', '花子') });
  const { case_id: id } = await report(body);
  const renamed = aReport({ candidate: { ...body.candidate, ...named('新姓', '花子') } });
  expect(await report(renamed)).toMatchObject({ case_id: id, joined: true, will_be_mailed: true });
});

test('an address that one of them gives up is the other’s again', async () => {
  const { bodies, cases, emails } = await share();
  const corrected = aReport({ candidate: { ...bodies[1]?.candidate, emails: newAddress() } });
  expect(await report(corrected)).toMatchObject({ case_id: cases[1]?.id, will_be_mailed: true });
  for (const { id } of cases) expect(await getCase(id)).toMatchObject({ next_step: 'rejection_mail' });
  expect(await findByAddress(emails)).toBeUndefined();
});

test('a candidate who takes over another’s address shares it', async () => {
  const [first, second] = [full('紹介 一郎'), full('推薦 花子')].map((candidate) => aReport({ candidate }));
  if (!first || !second) throw new Error('two reports were made');
  const { case_id: id } = await report(first);
  await report(second);
  const moved = aReport({ candidate: { ...second.candidate, emails: first.candidate.emails } });
  expect(await report(moved)).toMatchObject({ joined: true, not_mailed_reason: 'address_shared' });
  expect(await getCase(id)).toMatchObject({ next_step: 'address_decision', next_mail: null });
});

test('a report without a name does not say which of two candidates it is about', async () => {
  const { emails, question } = await share();
  const third = await report(aReport({ candidate: { ...nameless, emails } }));
  expect(third).toMatchObject({ joined: false, not_mailed_reason: 'address_shared' });
  expect((await findByAddress(emails))?.id).toBe(question?.id);
  expect((await findByAddress(emails))?.candidates).toHaveLength(3);
});

test('two lines of one batch are two candidates, and the first line says that it is not mailed', async () => {
  const emails = newAddress();
  const lines = [full('紹介 一郎'), full('推薦 花子')].map((candidate) =>
    JSON.stringify(aReport({ candidate: { ...candidate, emails } })),
  );
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await gateway.request('/v1/rejections/batch', { method: 'POST', body: lines.join('\n'), headers });
  const results = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RejectionAccepted);
  expect(results.map((result) => result.not_mailed_reason)).toEqual(['address_shared', 'address_shared']);
  expect(new Set(results.map((result) => result.case_id)).size).toBe(2);
  expect((await findByAddress(emails))?.candidates).toHaveLength(2);
});

test('a member is asked by a webhook event, once per address', async () => {
  await gateway.rows(
    `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
     values (?, ?, 'https://example.jp/hooks', '{}', 'enabled', 'x', now())`,
    [randomUUID(), gateway.hinode.id],
  );
  const { emails, question } = await share();
  await report(aReport({ candidate: { ...full('三番 三郎'), emails } }));
  const events = await gateway.rows<{ data: object }>(
    "select data from webhook_event where type = 'address.shared' and data ->> 'shared_address_id' = ?",
    [question?.id],
  );
  expect(events).toEqual([{ data: { shared_address_id: question?.id } }]);
});

test('merging all but one candidate leaves the address to the one', async () => {
  const { cases, emails } = await share();
  const [older, later] = cases.map(({ candidate_id: id }) => id);
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    mergeCandidates(em, older ?? '', later ?? '', gateway.clock.now),
  );
  expect(await findByAddress(emails)).toBeUndefined();
  expect(await getCase(cases[0]?.id ?? '')).toMatchObject({ next_step: 'rejection_mail' });
});

test.each<[string, object, string, string]>([
  ['somebody else', { belongs_to: 'candidate', candidate_id: randomUUID() }, '/candidate_id', 'no_such_candidate'],
  ['nobody named', { belongs_to: 'candidate' }, '/candidate_id', 'candidate_expected'],
  ['one too many named', { belongs_to: 'nobody', candidate_id: randomUUID() }, '/candidate_id', 'candidate_expected'],
])('refuses a decision for %s', async (_what, body, pointer, code) => {
  const { question } = await share();
  const answer = await decide(question?.id ?? '', body);
  expect([answer.status, await answer.json()]).toMatchObject([422, { errors: [{ pointer, code }] }]);
});

test('another company sees and decides nothing', async () => {
  const { question } = await share();
  const { key } = gateway.aoba;
  expect(await (await gateway.request('/v1/shared-addresses', {}, key)).json()).toMatchObject({ items: [] });
  const body = { belongs_to: 'nobody' };
  expect((await gateway.post(`/v1/shared-addresses/${question?.id}/decision`, body, {}, key)).status).toBe(404);
});
