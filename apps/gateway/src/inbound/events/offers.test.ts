import type { RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

type Report = ReturnType<typeof aReport>;
type Told = Readonly<Record<string, unknown>>;
const tell = async (type: string, { source, candidate }: Report, parts: Told = {}, key?: string): Promise<string[]> => {
  const event = {
    type,
    source,
    occurred_at: '2026-11-24T09:00:00+09:00',
    candidate: { remote_id: candidate.remote_id },
  };
  const answer = await gateway.post('/v1/events', { ...event, ...parts }, {}, key);
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { case_ids: string[] }).case_ids;
};
const report = async (body: Report): Promise<RejectionAccepted> => {
  const answer = await gateway.post('/v1/rejections', body);
  expect(answer.status).toBe(202);
  return (await answer.json()) as RejectionAccepted;
};
const listKinds = async (caseId: string): Promise<string[]> =>
  (await gateway.rows<{ kind: string }>('select kind from fact where case_id = ? order by seq', [caseId])).map(
    ({ kind }) => kind,
  );
const later = { occurred_at: '2026-11-24T09:30:00+09:00' };
const addressOf = ({ candidate }: Report) => candidate.emails[0]?.value ?? '';

test.each<[string, (body: Report) => Told]>([
  ['by the id of the candidate', () => ({})],
  ['of another application', () => ({ application: { remote_id: 'another' } })],
  [
    'by the id of the application',
    ({ application }) => ({ candidate: { remote_id: 'P-1' }, application: { remote_id: application.remote_id } }),
  ],
  [
    'by an address under another id',
    (body) => ({ source: { ats: 'another' }, candidate: { remote_id: 'P-2', emails: [` ${addressOf(body)} `] } }),
  ],
  [
    'by an address in the form of a report',
    ({ candidate }) => ({ source: { ats: 'another' }, candidate: { remote_id: 'P-3', emails: candidate.emails } }),
  ],
])('an offer told before any rejection, %s: the rejection is not mailed', async (_name, parts) => {
  const body = aReport();
  expect(await tell('candidate.hired', body, parts(body))).toEqual([]);
  const accepted = await report(body);
  expect(accepted).toMatchObject({ will_be_mailed: false, not_mailed_reason: 'holds_offer', next_step: 'close' });
  expect(await listKinds(accepted.case_id)).toEqual(['candidate.hired', 'rejection.reported']);
  expect(await report(body)).toMatchObject({ known: true, will_be_mailed: false });
  expect(await listKinds(accepted.case_id)).toHaveLength(2);
});

test.each<[string, readonly (readonly [string, Told])[], boolean]>([
  [
    'an offer that ended',
    [
      ['candidate.hired', {}],
      ['candidate.offer_ended', later],
    ],
    true,
  ],
  [
    'told in the other order',
    [
      ['candidate.offer_ended', later],
      ['candidate.hired', {}],
    ],
    true,
  ],
  [
    'an offer after an end',
    [
      ['candidate.offer_ended', {}],
      ['candidate.hired', later],
    ],
    false,
  ],
  [
    'the end of another application',
    [
      ['candidate.hired', { application: { remote_id: 'O-1' } }],
      ['candidate.offer_ended', { ...later, application: { remote_id: 'O-2' } }],
    ],
    false,
  ],
  ['an end alone', [['candidate.offer_ended', {}]], true],
])('%s, all told before the rejection', async (_name, told, willBeMailed) => {
  const body = aReport();
  for (const [type, parts] of told) await tell(type, body, parts);
  expect((await report(body)).will_be_mailed).toBe(willBeMailed);
});

test('an offer of another company or of another person prevents nothing', async () => {
  const body = aReport();
  await tell('candidate.hired', body, {}, gateway.aoba.key);
  await tell('candidate.hired', aReport());
  await tell('candidate.hired', body, { source: { ats: 'another' } });
  expect((await report(body)).will_be_mailed).toBe(true);
});

test('within the undo window an offer prevents the mail, and its end allows a later one', async () => {
  const body = aReport();
  const { case_id: id, will_be_mailed: willBeMailed } = await report(body);
  expect(willBeMailed).toBe(true);
  const other = { source: { ats: 'another' }, candidate: { remote_id: 'P-3', emails: [addressOf(body)] } };
  expect(await tell('candidate.hired', body, other)).toEqual([id]);
  expect(await report(body)).toMatchObject({ will_be_mailed: false, not_mailed_reason: 'hired' });
  expect(await tell('candidate.offer_ended', body, { ...other, ...later })).toEqual([id]);
  expect((await report(aReport({ candidate: body.candidate }))).will_be_mailed).toBe(true);
});

test('an offer that is known from an earlier case counts for a later one of another source', async () => {
  const body = aReport();
  await tell('candidate.hired', body);
  const { case_id: first } = await report(body);
  await gateway.rows("update follow_up_case set state = 'closed' where id = ?", [first]);
  const elsewhere = { ...aReport({ candidate: { ...body.candidate, remote_id: 'P-4' } }), source: { ats: 'another' } };
  const accepted = await report(elsewhere);
  expect([accepted.case_id === first, accepted.not_mailed_reason]).toEqual([false, 'holds_offer']);
  expect(await listKinds(accepted.case_id)).toEqual(['rejection.reported']);
});

test('only hashes of addresses are stored', async () => {
  const body = aReport();
  await tell('candidate.hired', body, { candidate: { remote_id: 'P-5', emails: [addressOf(body)] } });
  const [row] = await gateway.rows<{ row: string }>(
    "select o::text as row from offer o where candidate_remote_id = 'P-5'",
  );
  expect(row?.row).toMatch(/[0-9a-f]{64}/);
  expect(row?.row).not.toContain(addressOf(body));
});
