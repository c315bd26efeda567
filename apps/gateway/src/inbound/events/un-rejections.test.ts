import type { RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

type Report = ReturnType<typeof aReport>;
const report = async (body: Report): Promise<RejectionAccepted> => {
  const answer = await bench.post('/v1/rejections', body);
  expect(answer.status).toBe(202);
  return (await answer.json()) as RejectionAccepted;
};
const unreject = async ({ application, source }: Report, occurred_at = '2026-11-24T10:30:00+09:00', key?: string) => {
  const event = { type: 'application.unrejected', source, occurred_at };
  const body = { ...event, application: { remote_id: application.remote_id } };
  const answer = await bench.post('/v1/events', body, {}, key);
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { case_ids: string[] }).case_ids;
};
const kindsOf = async (caseId: string): Promise<string[]> =>
  (await bench.rows<{ kind: string }>('select kind from fact where case_id = ? order by seq', [caseId])).map(
    ({ kind }) => kind,
  );
const seen = async (caseId: string) =>
  (await (await bench.request(`/v1/cases/${caseId}`)).json()) as {
    next_step: string;
    rejections: { application_remote_id: string; cancelled: boolean }[];
  };
const cancelledOf = async (caseId: string) =>
  (await seen(caseId)).rejections.filter(({ cancelled }) => cancelled).map((one) => one.application_remote_id);

test('an un-rejection that arrives before its rejection cancels it all the same', async () => {
  const body = aReport();
  expect(await unreject(body)).toEqual([]);
  const { case_id: id } = await report(body);
  expect(await kindsOf(id)).toEqual(['rejection.reported', 'application.unrejected']);
  expect(await cancelledOf(id)).toEqual([body.application.remote_id]);
  expect((await seen(id)).next_step).toBe('close');
  expect(await unreject(body)).toEqual([id]);
  expect(await kindsOf(id)).toHaveLength(2);
});

test('an older rejection that is reported later, to another case, is cancelled, too', async () => {
  const body = aReport();
  const { case_id: first } = await report(body);
  await unreject(body);
  await bench.rows("update follow_up_case set state = 'closed' where id = ?", [first]);
  const older = { ...body, application: { ...body.application, rejected_at: '2026-11-23T10:00:00+09:00' } };
  const { case_id: id, joined } = await report(older);
  expect([joined, id === first]).toEqual([false, false]);
  expect(await kindsOf(id)).toEqual(['rejection.reported', 'application.unrejected']);
  expect(await cancelledOf(id)).toEqual([body.application.remote_id]);
});

test('a rejection newer than all that is known to be taken back stands', async () => {
  const body = aReport();
  for (const at of ['2026-11-24T09:00:00+09:00', '2026-11-24T09:59:59.999+09:00', body.application.rejected_at])
    await unreject(body, at);
  const { case_id: id } = await report(body);
  expect(await kindsOf(id)).toEqual(['rejection.reported']);
});

test('the un-rejection of another company, source or application cancels nothing', async () => {
  const body = aReport();
  await unreject(body, undefined, bench.aoba.key);
  await unreject({ ...body, source: { ats: 'another' } });
  await unreject(aReport());
  const { case_id: id } = await report(body);
  expect(await kindsOf(id)).toEqual(['rejection.reported']);
});

test('it cancels one rejection of a joined case; its fact is written once a case', async () => {
  const standing = aReport();
  const { case_id: id } = await report(standing);
  const back = aReport({ candidate: standing.candidate });
  await unreject(back);
  expect(await report(back)).toMatchObject({ case_id: id, joined: true });
  const older = { ...back, application: { ...back.application, rejected_at: '2026-11-24T09:00:00+09:00' } };
  expect(await report(older)).toMatchObject({ case_id: id, joined: true });
  const rejected = 'rejection.reported';
  expect(await kindsOf(id)).toEqual([rejected, rejected, 'application.unrejected', rejected]);
  const { application } = back;
  expect(await cancelledOf(id)).toEqual([application.remote_id, application.remote_id]);
  expect((await seen(id)).next_step).toBe('rejection_mail');
});

test('so it is in a batch, also for two rejections of one application', async () => {
  const body = aReport();
  await unreject(body);
  const older = { ...body, application: { ...body.application, rejected_at: '2026-11-24T09:00:00+09:00' } };
  const newer = { ...body, application: { ...body.application, rejected_at: '2026-11-24T10:45:00+09:00' } };
  const lines = [body, older, newer, aReport()].map((one) => JSON.stringify(one)).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await bench.request('/v1/rejections/batch', { method: 'POST', body: lines, headers });
  const [first, , , other] = (await answer.text()).split('\n').map((line) => (line ? JSON.parse(line) : null));
  const rejected = 'rejection.reported';
  expect(await kindsOf(first.case_id)).toEqual([rejected, 'application.unrejected', rejected, rejected]);
  expect((await seen(first.case_id)).rejections.map(({ cancelled }) => cancelled)).toEqual([true, true, false]);
  expect(await kindsOf(other.case_id)).toEqual([rejected]);
});

test('whichever of the two comes first at the same moment, none is lost', async () => {
  const bodies = Array.from({ length: 15 }, () => aReport());
  const answers = await Promise.all(bodies.map(async (body) => (await Promise.all([report(body), unreject(body)]))[0]));
  for (const { case_id: id } of answers)
    expect(await kindsOf(id)).toEqual(['rejection.reported', 'application.unrejected']);
});
