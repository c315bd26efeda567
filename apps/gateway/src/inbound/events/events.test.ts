import { randomUUID } from 'node:crypto';
import type { RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection } from '../../cli/index.ts';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

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
const buildEvent = (kind: string, report: Report) => events[kind]?.(report);

const report = async (body: Report): Promise<string> => {
  const answer = (await (await gateway.post('/v1/rejections', body)).json()) as RejectionAccepted;
  return answer.case_id;
};
const reportEvent = async (event: unknown, key?: string): Promise<string[]> => {
  const answer = await gateway.post('/v1/events', event, {}, key);
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { case_ids: string[] }).case_ids;
};
const listFacts = async (caseId: string): Promise<string[]> =>
  (await gateway.rows<{ kind: string }>('select kind from fact where case_id = ? order by seq', [caseId])).map(
    ({ kind }) => kind,
  );
const listOutbox = async (caseId: string): Promise<string[]> =>
  (await gateway.rows<{ kind: string }>('select kind from outbox where case_id = ? order by id', [caseId])).map(
    ({ kind }) => kind,
  );

test.each(kinds)('%s adds one fact to the case and wakes it; a repeat adds nothing', async (kind) => {
  const body = aReport();
  const id = await report(body);
  expect(await reportEvent(buildEvent(kind, body))).toEqual([id]);
  expect(await reportEvent({ ...buildEvent(kind, body), occurred_at: '2026-11-24T01:30:00Z' })).toEqual([id]);
  expect(await listFacts(id)).toEqual(['rejection.reported', kind]);
  expect(await listOutbox(id)).toEqual(['start', 'nudge']);
  await reportEvent({ ...buildEvent(kind, body), occurred_at: '2026-11-24T01:30:01Z' });
  expect(await listFacts(id)).toEqual(['rejection.reported', kind, kind]);
});

test.each(kinds)('%s of an unknown candidate or one of another company affects no case', async (kind) => {
  const body = aReport();
  expect(await reportEvent(buildEvent(kind, aReport()))).toEqual([]);
  const id = await report(body);
  expect(await reportEvent(buildEvent(kind, body), gateway.aoba.key)).toEqual([]);
  expect(await reportEvent({ ...buildEvent(kind, body), source: { ats: 'another' } })).toEqual([]);
  expect(await listFacts(id)).toEqual(['rejection.reported']);
});

test('an un-rejection cancels the older rejection of its application only', async () => {
  const first = aReport();
  const id = await report(first);
  await report(aReport({ candidate: first.candidate }));
  await reportEvent(buildEvent('application.unrejected', first));
  const view = (await (await gateway.request(`/v1/cases/${id}`)).json()) as {
    next_step: string;
    rejections: { application_remote_id: string; cancelled: boolean }[];
  };
  expect(
    view.rejections.filter(({ cancelled }) => cancelled).map((rejection) => rejection.application_remote_id),
  ).toEqual([first.application.remote_id]);
  expect(view.next_step).toBe('rejection_mail');
});

test('an un-rejection older than the rejection cancels nothing', async () => {
  const body = aReport();
  const id = await report(body);
  await reportEvent({ ...buildEvent('application.unrejected', body), occurred_at: '2026-11-24T09:59:59+09:00' });
  const view = (await (await gateway.request(`/v1/cases/${id}`)).json()) as { rejections: { cancelled: boolean }[] };
  expect(view.rejections.map(({ cancelled }) => cancelled)).toEqual([false]);
});

test('an event of a candidate without an open case goes to the latest case', async () => {
  const body = aReport();
  const id = await report(body);
  await gateway.rows("update follow_up_case set state = 'closed' where id = ?", [id]);
  expect(await reportEvent(buildEvent('candidate.hired', body))).toEqual([id]);
});

test.each([
  ['an unknown type', { type: 'candidate.moved' }, '/type'],
  ['a time without an offset', { occurred_at: '2026-11-24T10:30:00' }, '/occurred_at'],
  ['a NUL', { candidate: { remote_id: 'a\0b' } }, '/candidate/remote_id'],
  ['an unknown field', { ocurred_at: 'x' }, '/ocurred_at'],
  ['no candidate', { candidate: undefined }, '/candidate'],
])('refuses %s', async (_name, parts, pointer) => {
  const answer = await gateway.post('/v1/events', { ...buildEvent('candidate.hired', aReport()), ...parts });
  const { code, errors } = (await answer.json()) as { code: string; errors: { pointer: string }[] };
  expect([answer.status, code, errors[0]?.pointer]).toEqual([422, 'invalid_request', pointer]);
});

test.each(kinds)('refuses %s more than a day in the future and stores nothing', async (kind) => {
  const body = aReport();
  const ahead = { ...buildEvent(kind, body), occurred_at: '2026-11-25T11:00:00.001+09:00' };
  const answer = await gateway.post('/v1/events', ahead);
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { code: 'occurred_in_future', errors: [{ pointer: '/occurred_at', code: 'occurred_in_future' }] },
  ]);
  const id = await report(body);
  expect(await listFacts(id)).toEqual(['rejection.reported']);
  expect(await reportEvent({ ...ahead, occurred_at: '2026-11-25T11:00:00+09:00' })).toEqual([id]);
});

test.each([
  ['a comma', 'office@example.com, ADDRESS'],
  ['、', 'office@example.com、ADDRESS'],
  ['a line break', 'office@example.com\nADDRESS'],
  ['a slash', 'office@example.com/ADDRESS'],
  ['names', '"会社" <office@example.com>; 一郎 <ADDRESS>'],
])('finds the person of an offer by each address of a field with several: %s', async (_what, field) => {
  for (const reportedFirst of [true, false]) {
    const address = `${randomUUID()}@example.com`;
    const body = aReport({ candidate: { emails: [{ value: address }] } });
    const candidate = { remote_id: randomUUID(), emails: [field.replace('ADDRESS', address)] };
    const hired = { type: 'candidate.hired', source: { ats: 'another' }, occurred_at, candidate };
    const id = reportedFirst ? await report(body) : null;
    expect(await reportEvent(hired)).toEqual(id === null ? [] : [id]);
    expect(await listFacts(id ?? (await report(body)))).toContain('candidate.hired');
  }
});

test('refuses the connection of another company', async () => {
  const { id } = await createConnection(gateway.admin, { company: 'hinode', kind: 'hrmos', name: 'HRMOS' });
  const foreign = await createConnection(gateway.admin, { company: 'aoba', kind: 'hrmos', name: 'HRMOS' });
  const event = buildEvent('candidate.hired', aReport());
  expect(await reportEvent({ ...event, source: { ats: 'herp', connection_id: id } })).toEqual([]);
  const answer = await gateway.post('/v1/events', { ...event, source: { ats: 'herp', connection_id: foreign.id } });
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { code: 'unknown_connection', errors: [{ pointer: '/source/connection_id' }] },
  ]);
});
