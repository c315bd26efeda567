import { withCompany } from '@goen/case-store';
import type { ConnectionPollInput } from '@goen/contracts/workflow';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type HerpConnections, herpConnections } from '../testing/herp-connection.ts';
import { startWorkerFixture, type WorkerFixture } from '../testing/worker-fixture.ts';
import { pollConnection } from './poll-connection.ts';

let fixture: WorkerFixture;
let herp: HerpConnections;
beforeAll(async () => {
  fixture = await startWorkerFixture();
});
beforeEach(async () => {
  herp = await herpConnections(fixture);
});
afterEach(() => herp.close());
afterAll(() => fixture?.close());

const noPause = () => Promise.resolve();
const poll = (one: ConnectionPollInput, now?: () => Date) =>
  pollConnection(herp.context, one, { pause: noPause, ...(now ? { now } : {}) });
const failureOf = async (one: ConnectionPollInput) => {
  const error: unknown = await poll(one).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApplicationFailure);
  const { type, message, nextRetryDelay } = error as ApplicationFailure;
  return { type, message, nextRetryDelay };
};
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();
const factsOf = ({ companyId }: ConnectionPollInput, kind: string) =>
  withCompany(fixture.context.orm, companyId, (em) =>
    em.execute<{ case_id: string }[]>('select case_id from fact where kind = ?', [kind]),
  );

test('rejected candidacies become cases, once, however often they are read', async () => {
  const one = await herp.connect();
  const rejected = herp.reject(130);
  expect(await poll(one)).toEqual({ kind: 'polled', pages: 3, received: 130, accepted: 130 });
  const first = await herp.rejectionsOf(one);
  expect(first.map(({ remoteId }) => remoteId)).toEqual(idsOf(rejected));
  expect(new Set(first.map(({ caseId }) => caseId)).size).toBe(130);
  const [later] = herp.reject(1);
  expect(await poll(one)).toEqual({ kind: 'polled', pages: 3, received: 131, accepted: 1 });
  expect((await herp.rejectionsOf(one)).map(({ remoteId }) => remoteId)).toEqual(
    idsOf(later ? [...rejected, later] : []),
  );
  const row = await herp.rowOf(one);
  expect(row.counts).toMatchObject({ received: 261, accepted: 131, refused: 0 });
  expect([row.cursor?.walk, row.lastError, row.lastOkAt instanceof Date]).toEqual([null, null, true]);
});

test('two candidacies of one person that differ do not change the person back with every poll', async () => {
  const one = await herp.connect();
  const updatedAt = new Date(Date.now() - 3_600_000).toISOString();
  for (const phone of ['090-0000-0001', '090-0000-0002']) {
    const [same] = herp.reject(1, {
      email: 'same@example.jp',
      name: `山田 ${phone === '090-0000-0001' ? '花' : '華'}子`,
    });
    if (same) Object.assign(same, { telephoneNumber: phone, updatedAt });
  }
  await poll(one);
  const changes = await factsOf(one, 'candidate.changed');
  await poll(one);
  await poll(one);
  expect(changes.length).toBeGreaterThan(0);
  expect(await factsOf(one, 'candidate.changed')).toHaveLength(changes.length);
});

test('who dies between a page and its cursor takes in nothing twice', async () => {
  const one = await herp.connect();
  herp.reject(120);
  await fixture.sql(`create function no_cursor() returns trigger language plpgsql as
    'begin raise exception ''the database is away''; end'`);
  await fixture.sql(
    'create trigger no_cursor before update of cursor on connection for each row execute function no_cursor()',
  );
  await expect(poll(one)).rejects.toThrow('away');
  expect(await herp.rejectionsOf(one)).toHaveLength(100);
  expect(await herp.rowOf(one)).toMatchObject({ cursor: null, counts: {} });
  await fixture.sql('drop trigger no_cursor on connection');
  expect(await poll(one)).toMatchObject({ received: 120, accepted: 20 });
  expect(await herp.rejectionsOf(one)).toHaveLength(120);
});

test.each([
  ['server_error', 'unavailable'],
  ['lost_answer', 'unavailable'],
] as const)('%s stands on the connection and is tried again, from the page that failed', async (fault, code) => {
  const one = await herp.connect();
  herp.reject(120);
  herp.sandbox.faults.add({ vendor: 'herp', fault, path: '/candidacies', times: 1 });
  expect(await failureOf(one)).toEqual({ type: 'VendorError', message: code, nextRetryDelay: undefined });
  const failed = await herp.rowOf(one);
  expect([failed.lastError?.code, failed.lastOkAt]).toEqual([code, null]);
  expect(await poll(one)).toMatchObject({ kind: 'polled', accepted: 120 });
  const { lastOkAt, lastErrorAt } = await herp.rowOf(one);
  expect(lastOkAt && lastErrorAt && lastOkAt >= lastErrorAt).toBe(true);
});

test('a limit that does not end is tried again when the vendor said', async () => {
  const one = await herp.connect();
  herp.sandbox.faults.add({ vendor: 'herp', fault: 'too_many_requests', times: null });
  expect(await failureOf(one)).toEqual({ type: 'VendorError', message: 'rate_limited', nextRetryDelay: 60_000 });
});

test('a key that is refused is shown, and not tried again before an hour or a change', async () => {
  const one = await herp.connect('bad-key');
  herp.reject(1);
  expect(await poll(one)).toEqual({ kind: 'faulty', code: 'unauthorized' });
  expect((await herp.rowOf(one)).lastError?.code).toBe('unauthorized');
  expect(await poll(one)).toEqual({ kind: 'resting' });
  const nextHour = () => new Date(Date.now() + 3_600_000);
  expect(await poll(one, nextHour)).toEqual({ kind: 'faulty', code: 'unauthorized' });
  expect(await poll(one)).toEqual({ kind: 'resting' });
  // As new secrets do.
  await fixture.sql('update connection set last_error = null, last_error_at = null where id = ?', [one.connectionId]);
  expect(await poll(one)).toEqual({ kind: 'faulty', code: 'unauthorized' });
});

test('settings that are not read any more are told on the connection', async () => {
  const one = await herp.connect('good-key', { poll_minutes: 'often' });
  expect(await poll(one)).toEqual({ kind: 'faulty', code: 'refused' });
  expect((await herp.rowOf(one)).lastError?.detail).toContain('save them again');
});

test.each(['paused', 'deleted'])('a connection that is %s is not polled', async (state) => {
  const one = await herp.connect();
  herp.reject(1);
  await fixture.sql('update connection set state = ?, secrets = null where id = ?', [state, one.connectionId]);
  expect(await poll(one)).toEqual({ kind: 'stopped' });
  expect(await herp.rejectionsOf(one)).toEqual([]);
});

test('one that is paused while it is read ends after the page', async () => {
  const one = await herp.connect();
  herp.reject(120);
  await fixture.sql(`create function pause_it() returns trigger language plpgsql as
    'begin update connection set state = ''paused'' where id::text = substr(new.source_key, 12); return new; end'`);
  await fixture.sql('create trigger pause_it after insert on rejection for each row execute function pause_it()');
  expect(await poll(one)).toEqual({ kind: 'stopped' });
  await fixture.sql('drop trigger pause_it on rejection');
  expect(await herp.rejectionsOf(one)).toHaveLength(100);
});

test('a candidacy that is active again cancels its rejection, once; rejected anew it is another', async () => {
  const one = await herp.connect();
  const [back] = herp.reject(2);
  if (!back) throw new Error('none');
  await poll(one);
  herp.sandbox.herp.reopen(back.id);
  expect(await poll(one)).toMatchObject({ received: 2, accepted: 1 });
  const taken = await factsOf(one, 'application.unrejected');
  const [rejection] = (await herp.rejectionsOf(one)).filter(({ remoteId }) => remoteId === back.id);
  expect(taken).toEqual([{ case_id: rejection?.caseId }]);
  expect(await poll(one)).toMatchObject({ received: 1, accepted: 0 });
  expect(await factsOf(one, 'application.unrejected')).toHaveLength(1);
  herp.sandbox.herp.terminate(back.id, 'rejected', new Date(Date.now() + 1_000).toISOString());
  expect(await poll(one)).toMatchObject({ received: 2, accepted: 1 });
  expect((await herp.rejectionsOf(one)).filter(({ remoteId }) => remoteId === back.id)).toHaveLength(2);
});

test('what can not be read is refused by itself, and counted', async () => {
  const one = await herp.connect();
  const [, odd, ahead, zero] = herp.reject(5);
  if (!odd || !ahead || !zero) throw new Error('none');
  Object.assign(zero, { career: 'what no database takes: \u0000' });
  Object.assign(odd, { email: 'no address' });
  Object.assign(ahead, { terminatedAt: new Date(Date.now() + 3 * 86_400_000).toISOString() });
  expect(await poll(one)).toMatchObject({ received: 5, accepted: 2 });
  expect((await herp.rowOf(one)).counts).toEqual({ received: 5, accepted: 2, known: 0, refused: 3 });
});

test('two companies on one tenant have cases of their own', async () => {
  const [one, other] = [await herp.connect(), await herp.connect()];
  herp.reject(2);
  await poll(one);
  await poll(other);
  expect(await herp.rejectionsOf(one)).toHaveLength(2);
  expect(await herp.rejectionsOf(other)).toHaveLength(2);
});
