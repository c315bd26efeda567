import type { RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection } from '../../cli/index.ts';
import { aReport, type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

type Report = ReturnType<typeof aReport>;
type Events = Readonly<Record<string, (report: Report) => Record<string, unknown>>>;
const source = { ats: 'herp' };
const occurred_at = '2026-11-24T10:30:00+09:00';
const events: Events = {
  'application.unrejected': ({ application }) => ({
    type: 'application.unrejected',
    source,
    occurred_at,
    application: { remote_id: application.remote_id },
  }),
  'candidate.reapplied': ({ candidate }) => ({
    type: 'candidate.reapplied',
    source,
    occurred_at,
    candidate: { remote_id: candidate.remote_id },
  }),
  'candidate.hired': ({ candidate }) => ({
    type: 'candidate.hired',
    source,
    occurred_at,
    candidate: { remote_id: candidate.remote_id },
    offer_only: true,
  }),
};
const kinds = Object.keys(events);
const eventOf = (kind: string, of: Report) => events[kind]?.(of);

const report = async (body: Report): Promise<string> => {
  const answer = (await (await bench.post('/v1/rejections', body)).json()) as RejectionAccepted;
  return answer.case_id;
};
const tell = async (event: unknown, key?: string): Promise<string[]> => {
  const answer = await bench.post('/v1/events', event, {}, key);
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { case_ids: string[] }).case_ids;
};
const factsOf = async (caseId: string): Promise<string[]> =>
  (await bench.rows<{ kind: string }>('select kind from fact where case_id = ? order by seq', [caseId])).map(
    ({ kind }) => kind,
  );
const outboxOf = async (caseId: string): Promise<string[]> =>
  (await bench.rows<{ kind: string }>('select kind from outbox where case_id = ? order by id', [caseId])).map(
    ({ kind }) => kind,
  );

test.each(kinds)('%s is a fact of the case, which is woken; repeated it stays one', async (kind) => {
  const body = aReport();
  const id = await report(body);
  expect(await tell(eventOf(kind, body))).toEqual([id]);
  expect(await tell({ ...eventOf(kind, body), occurred_at: '2026-11-24T01:30:00Z' })).toEqual([id]);
  expect(await factsOf(id)).toEqual(['rejection.reported', kind]);
  expect(await outboxOf(id)).toEqual(['start', 'nudge']);
  await tell({ ...eventOf(kind, body), occurred_at: '2026-11-24T01:30:01Z' });
  expect(await factsOf(id)).toEqual(['rejection.reported', kind, kind]);
});

test.each(kinds)('%s of nobody known, or of another company’s candidate, concerns no case', async (kind) => {
  const body = aReport();
  expect(await tell(eventOf(kind, aReport()))).toEqual([]);
  const id = await report(body);
  expect(await tell(eventOf(kind, body), bench.aoba.key)).toEqual([]);
  expect(await tell({ ...eventOf(kind, body), source: { ats: 'another' } })).toEqual([]);
  expect(await factsOf(id)).toEqual(['rejection.reported']);
});

test('an un-rejection cancels the rejection that is older than it, and no other of the case', async () => {
  const first = aReport();
  const id = await report(first);
  await report(aReport({ candidate: first.candidate }));
  await tell(eventOf('application.unrejected', first));
  const seen = (await (await bench.request(`/v1/cases/${id}`)).json()) as {
    next_step: string;
    rejections: { application_remote_id: string; cancelled: boolean }[];
  };
  expect(seen.rejections.filter(({ cancelled }) => cancelled).map((one) => one.application_remote_id)).toEqual([
    first.application.remote_id,
  ]);
  expect(seen.next_step).toBe('rejection_mail');
});

test('an un-rejection older than the rejection cancels nothing', async () => {
  const body = aReport();
  const id = await report(body);
  await tell({ ...eventOf('application.unrejected', body), occurred_at: '2026-11-24T09:59:59+09:00' });
  const seen = (await (await bench.request(`/v1/cases/${id}`)).json()) as { rejections: { cancelled: boolean }[] };
  expect(seen.rejections.map(({ cancelled }) => cancelled)).toEqual([false]);
});

test('an event of a person without an open case goes to their latest one', async () => {
  const body = aReport();
  const id = await report(body);
  await bench.rows("update follow_up_case set state = 'closed' where id = ?", [id]);
  expect(await tell(eventOf('candidate.hired', body))).toEqual([id]);
});

test.each([
  ['an unknown type', { type: 'candidate.moved' }, '/type'],
  ['a time without an offset', { occurred_at: '2026-11-24T10:30:00' }, '/occurred_at'],
  ['a NUL', { candidate: { remote_id: 'a\0b' } }, '/candidate/remote_id'],
  ['no candidate', { candidate: undefined }, '/candidate'],
])('%s is refused', async (_name, parts, pointer) => {
  const answer = await bench.post('/v1/events', { ...eventOf('candidate.hired', aReport()), ...parts });
  const { code, errors } = (await answer.json()) as { code: string; errors: { pointer: string }[] };
  expect([answer.status, code, errors[0]?.pointer]).toEqual([422, 'invalid_request', pointer]);
});

test.each(kinds)('%s of more than a day ahead is refused, and kept nowhere', async (kind) => {
  const body = aReport();
  const ahead = { ...eventOf(kind, body), occurred_at: '2026-11-25T11:00:00.001+09:00' };
  const answer = await bench.post('/v1/events', ahead);
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { code: 'occurred_in_future', errors: [{ pointer: '/occurred_at', code: 'occurred_in_future' }] },
  ]);
  const id = await report(body);
  expect(await factsOf(id)).toEqual(['rejection.reported']);
  expect(await tell({ ...ahead, occurred_at: '2026-11-25T11:00:00+09:00' })).toEqual([id]);
});

test('a connection must be one of the company’s own', async () => {
  const { id } = await createConnection(bench.admin, { company: 'hinode', kind: 'herp', name: 'HERP' });
  const foreign = await createConnection(bench.admin, { company: 'aoba', kind: 'herp', name: 'HERP' });
  const event = eventOf('candidate.hired', aReport());
  expect(await tell({ ...event, source: { ats: 'herp', connection_id: id } })).toEqual([]);
  const answer = await bench.post('/v1/events', { ...event, source: { ats: 'herp', connection_id: foreign.id } });
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { code: 'unknown_connection', errors: [{ pointer: '/source/connection_id' }] },
  ]);
});
