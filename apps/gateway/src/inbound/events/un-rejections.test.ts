import type { RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

type Report = ReturnType<typeof aReport>;
const report = async (body: Report): Promise<RejectionAccepted> => {
  const answer = await gateway.post('/v1/rejections', body);
  expect(answer.status).toBe(202);
  return (await answer.json()) as RejectionAccepted;
};
const unreject = async ({ application, source }: Report, occurred_at = '2026-11-24T10:30:00+09:00', key?: string) => {
  const event = { type: 'application.unrejected', source, occurred_at };
  const body = { ...event, application: { remote_id: application.remote_id } };
  const answer = await gateway.post('/v1/events', body, {}, key);
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { case_ids: string[] }).case_ids;
};
const listKinds = async (caseId: string): Promise<string[]> =>
  (await gateway.rows<{ kind: string }>('select kind from fact where case_id = ? order by seq', [caseId])).map(
    ({ kind }) => kind,
  );
const getCase = async (caseId: string) =>
  (await (await gateway.request(`/v1/cases/${caseId}`)).json()) as {
    next_step: string;
    rejections: { application_remote_id: string; cancelled: boolean }[];
  };
const listCancelled = async (caseId: string) =>
  (await getCase(caseId)).rejections
    .filter(({ cancelled }) => cancelled)
    .map((rejection) => rejection.application_remote_id);

test('an un-rejection that arrives before its rejection cancels it', async () => {
  const body = aReport();
  expect(await unreject(body)).toEqual([]);
  const { case_id: id } = await report(body);
  expect(await listKinds(id)).toEqual(['rejection.reported', 'application.unrejected']);
  expect(await listCancelled(id)).toEqual([body.application.remote_id]);
  expect((await getCase(id)).next_step).toBe('close');
  expect(await unreject(body)).toEqual([id]);
  expect(await listKinds(id)).toHaveLength(2);
});

test('also cancels an older rejection that is reported later, in another case', async () => {
  const body = aReport();
  const { case_id: first } = await report(body);
  await unreject(body);
  await gateway.rows("update follow_up_case set state = 'closed' where id = ?", [first]);
  const older = { ...body, application: { ...body.application, rejected_at: '2026-11-23T10:00:00+09:00' } };
  const { case_id: id, joined } = await report(older);
  expect([joined, id === first]).toEqual([false, false]);
  expect(await listKinds(id)).toEqual(['rejection.reported', 'application.unrejected']);
  expect(await listCancelled(id)).toEqual([body.application.remote_id]);
});

test('a rejection newer than every un-rejection stands', async () => {
  const body = aReport();
  for (const occurredAt of ['2026-11-24T09:00:00+09:00', '2026-11-24T09:59:59.999+09:00', body.application.rejected_at])
    await unreject(body, occurredAt);
  const { case_id: id } = await report(body);
  expect(await listKinds(id)).toEqual(['rejection.reported']);
});

test('an un-rejection of another company, source or application cancels nothing', async () => {
  const body = aReport();
  await unreject(body, undefined, gateway.aoba.key);
  await unreject({ ...body, source: { ats: 'another' } });
  await unreject(aReport());
  const { case_id: id } = await report(body);
  expect(await listKinds(id)).toEqual(['rejection.reported']);
});

test('cancels one application of a joined case and writes its fact once per case', async () => {
  const standing = aReport();
  const { case_id: id } = await report(standing);
  const back = aReport({ candidate: standing.candidate });
  await unreject(back);
  expect(await report(back)).toMatchObject({ case_id: id, joined: true });
  const older = { ...back, application: { ...back.application, rejected_at: '2026-11-24T09:00:00+09:00' } };
  expect(await report(older)).toMatchObject({ case_id: id, joined: true });
  const rejected = 'rejection.reported';
  expect(await listKinds(id)).toEqual([rejected, rejected, 'application.unrejected', rejected]);
  const { application } = back;
  expect(await listCancelled(id)).toEqual([application.remote_id, application.remote_id]);
  expect((await getCase(id)).next_step).toBe('rejection_mail');
});

test('cancels within a batch, also two rejections of one application', async () => {
  const body = aReport();
  await unreject(body);
  const older = { ...body, application: { ...body.application, rejected_at: '2026-11-24T09:00:00+09:00' } };
  const newer = { ...body, application: { ...body.application, rejected_at: '2026-11-24T10:45:00+09:00' } };
  const lines = [body, older, newer, aReport()].map((report) => JSON.stringify(report)).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await gateway.request('/v1/rejections/batch', { method: 'POST', body: lines, headers });
  const [first, , , other] = (await answer.text()).split('\n').map((line) => (line ? JSON.parse(line) : null));
  const rejected = 'rejection.reported';
  expect(await listKinds(first.case_id)).toEqual([rejected, 'application.unrejected', rejected, rejected]);
  expect((await getCase(first.case_id)).rejections.map(({ cancelled }) => cancelled)).toEqual([true, true, false]);
  expect(await listKinds(other.case_id)).toEqual([rejected]);
});

test('loses neither when rejection and un-rejection arrive at once', async () => {
  const bodies = Array.from({ length: 15 }, () => aReport());
  const answers = await Promise.all(bodies.map(async (body) => (await Promise.all([report(body), unreject(body)]))[0]));
  for (const { case_id: id } of answers)
    expect(await listKinds(id)).toEqual(['rejection.reported', 'application.unrejected']);
});
