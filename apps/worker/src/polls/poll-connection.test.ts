import { withCompany } from '@goen/case-store';
import type { ConnectionPollInput } from '@goen/contracts/workflow';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type HerpFixture, startHerpFixture } from '../testing/herp-fixture.ts';
import { startWorkerFixture, type WorkerFixture } from '../testing/worker-fixture.ts';
import { pollConnection } from './poll-connection.ts';

let fixture: WorkerFixture;
let herp: HerpFixture;
beforeAll(async () => {
  fixture = await startWorkerFixture();
});
beforeEach(async () => {
  herp = await startHerpFixture(fixture);
});
afterEach(() => herp.close());
afterAll(() => fixture?.close());

const noPause = () => Promise.resolve();
const poll = (connection: ConnectionPollInput, now?: () => Date) =>
  pollConnection(herp.context, connection, { pause: noPause, ...(now ? { now } : {}) });
const pollAndFail = async (connection: ConnectionPollInput) => {
  const error: unknown = await poll(connection).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApplicationFailure);
  const { type, message, nextRetryDelay } = error as ApplicationFailure;
  return { type, message, nextRetryDelay };
};
const sortIds = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();
const listFacts = ({ companyId }: ConnectionPollInput, kind: string) =>
  withCompany(fixture.context.orm, companyId, (em) =>
    em.execute<{ case_id: string }[]>('select case_id from fact where kind = ?', [kind]),
  );

test('rejected candidacies become one case each, however often they are polled', async () => {
  const connection = await herp.connect();
  const rejected = herp.reject(130);
  expect(await poll(connection)).toEqual({ kind: 'polled', pages: 6, received: 130, accepted: 130 });
  const first = await herp.listRejections(connection);
  expect(first.map(({ remoteId }) => remoteId)).toEqual(sortIds(rejected));
  expect(new Set(first.map(({ caseId }) => caseId)).size).toBe(130);
  const [later] = herp.reject(1);
  expect(await poll(connection)).toEqual({ kind: 'polled', pages: 5, received: 131, accepted: 1 });
  expect((await herp.listRejections(connection)).map(({ remoteId }) => remoteId)).toEqual(
    sortIds(later ? [...rejected, later] : []),
  );
  const row = await herp.loadConnection(connection);
  expect(row.counts).toMatchObject({ received: 261, accepted: 131, refused: 0 });
  expect([row.cursor?.walk, row.lastError, row.lastOkAt instanceof Date]).toEqual([null, null, true]);
});

test('two differing candidacies of a person do not change the candidate back and forth with each poll', async () => {
  const connection = await herp.connect();
  const updatedAt = new Date(Date.now() - 3_600_000).toISOString();
  for (const phone of ['090-0000-0001', '090-0000-0002']) {
    const [same] = herp.reject(1, {
      email: 'same@example.jp',
      name: `${phone === '090-0000-0001' ? '高' : '髙'}田 花子`,
    });
    if (same) Object.assign(same, { telephoneNumber: phone, updatedAt });
  }
  await poll(connection);
  const changes = await listFacts(connection, 'candidate.changed');
  await poll(connection);
  await poll(connection);
  expect(changes.length).toBeGreaterThan(0);
  expect(await listFacts(connection, 'candidate.changed')).toHaveLength(changes.length);
});

test('a poll that fails between a page and its cursor accepts nothing twice', async () => {
  const connection = await herp.connect();
  herp.reject(120);
  await fixture.sql(`create function no_cursor() returns trigger language plpgsql as
    'begin raise exception ''the database is away''; end'`);
  await fixture.sql(
    `create trigger no_cursor before update of cursor on connection for each row
       when (new.cursor -> 'walk' ->> 'list' = 'rejected' and (new.cursor -> 'walk' ->> 'page')::int = 2)
       execute function no_cursor()`,
  );
  await expect(poll(connection)).rejects.toThrow('away');
  expect(await herp.listRejections(connection)).toHaveLength(100);
  expect(await herp.loadConnection(connection)).toMatchObject({
    cursor: { walk: { list: 'rejected', page: 1 } },
    counts: { received: 0 },
  });
  await fixture.sql('drop trigger no_cursor on connection');
  expect(await poll(connection)).toMatchObject({ received: 120, accepted: 20 });
  expect(await herp.listRejections(connection)).toHaveLength(120);
});

test.each([
  ['server_error', 'unavailable'],
  ['lost_answer', 'unavailable'],
] as const)('%s is recorded on the connection, and the failed page is retried', async (fault, code) => {
  const connection = await herp.connect();
  herp.reject(120);
  herp.sandbox.faults.add({ vendor: 'herp', fault, path: '/candidacies', times: 1 });
  expect(await pollAndFail(connection)).toEqual({ type: 'VendorError', message: code, nextRetryDelay: undefined });
  const failed = await herp.loadConnection(connection);
  expect([failed.lastError?.code, failed.lastOkAt]).toEqual([code, null]);
  expect(await poll(connection)).toMatchObject({ kind: 'polled', accepted: 120 });
  const { lastOkAt, lastErrorAt } = await herp.loadConnection(connection);
  expect(lastOkAt && lastErrorAt && lastOkAt >= lastErrorAt).toBe(true);
});

test('a persistent rate limit is retried after the pause that the vendor asked for', async () => {
  const connection = await herp.connect();
  herp.sandbox.faults.add({ vendor: 'herp', fault: 'too_many_requests', times: null });
  expect(await pollAndFail(connection)).toEqual({
    type: 'VendorError',
    message: 'rate_limited',
    nextRetryDelay: 60_000,
  });
});

test('a refused key is recorded, and not retried for an hour or until it changes', async () => {
  const connection = await herp.connect('bad-key');
  herp.reject(1);
  expect(await poll(connection)).toEqual({ kind: 'faulty', code: 'unauthorized' });
  expect((await herp.loadConnection(connection)).lastError?.code).toBe('unauthorized');
  expect(await poll(connection)).toEqual({ kind: 'resting' });
  const nextHour = () => new Date(Date.now() + 3_600_000);
  expect(await poll(connection, nextHour)).toEqual({ kind: 'faulty', code: 'unauthorized' });
  expect(await poll(connection)).toEqual({ kind: 'resting' });
  // Saving new secrets does the same.
  await fixture.sql('update connection set last_error = null, last_error_at = null where id = ?', [
    connection.connectionId,
  ]);
  expect(await poll(connection)).toEqual({ kind: 'faulty', code: 'unauthorized' });
});

test('invalid settings are recorded on the connection', async () => {
  const connection = await herp.connect('good-key', { poll_minutes: 'often' });
  expect(await poll(connection)).toEqual({ kind: 'faulty', code: 'refused' });
  expect((await herp.loadConnection(connection)).lastError?.detail).toContain('save them again');
});

test.each(['paused', 'deleted'])('a connection that is %s is not polled', async (state) => {
  const connection = await herp.connect();
  herp.reject(1);
  await fixture.sql('update connection set state = ?, secrets = null where id = ?', [state, connection.connectionId]);
  expect(await poll(connection)).toEqual({ kind: 'stopped' });
  expect(await herp.listRejections(connection)).toEqual([]);
});

test('a connection paused during a poll stops after the page', async () => {
  const connection = await herp.connect();
  herp.reject(120);
  await fixture.sql(`create function pause_it() returns trigger language plpgsql as
    'begin update connection set state = ''paused'' where id::text = substr(new.source_key, 12); return new; end'`);
  await fixture.sql('create trigger pause_it after insert on rejection for each row execute function pause_it()');
  expect(await poll(connection)).toEqual({ kind: 'stopped' });
  await fixture.sql('drop trigger pause_it on rejection');
  expect(await herp.listRejections(connection)).toHaveLength(100);
});

test('a reopened candidacy cancels its rejection once, and a new rejection is separate', async () => {
  const connection = await herp.connect();
  const [back] = herp.reject(2);
  if (!back) throw new Error('none');
  await poll(connection);
  herp.sandbox.herp.reopen(back.id);
  expect(await poll(connection)).toMatchObject({ received: 2, accepted: 1 });
  const taken = await listFacts(connection, 'application.unrejected');
  const [rejection] = (await herp.listRejections(connection)).filter(({ remoteId }) => remoteId === back.id);
  expect(taken).toEqual([{ case_id: rejection?.caseId }]);
  expect(await poll(connection)).toMatchObject({ received: 1, accepted: 0 });
  expect(await listFacts(connection, 'application.unrejected')).toHaveLength(1);
  herp.sandbox.herp.terminate(back.id, 'rejected', new Date(Date.now() + 1_000).toISOString());
  expect(await poll(connection)).toMatchObject({ received: 2, accepted: 1 });
  expect((await herp.listRejections(connection)).filter(({ remoteId }) => remoteId === back.id)).toHaveLength(2);
});

test('unreadable candidacies are refused individually and counted', async () => {
  const connection = await herp.connect();
  const [, odd, ahead, zero] = herp.reject(5);
  if (!odd || !ahead || !zero) throw new Error('none');
  Object.assign(zero, { career: 'what no database takes: \u0000' });
  Object.assign(odd, { id: '1.23457E+11' });
  Object.assign(ahead, { terminatedAt: new Date(Date.now() + 3 * 86_400_000).toISOString() });
  expect(await poll(connection)).toMatchObject({ received: 5, accepted: 2 });
  expect((await herp.loadConnection(connection)).counts).toEqual({ received: 5, accepted: 2, known: 0, refused: 3 });
});

test('two companies with the same tenant have separate cases', async () => {
  const [connection, other] = [await herp.connect(), await herp.connect()];
  herp.reject(2);
  await poll(connection);
  await poll(other);
  expect(await herp.listRejections(connection)).toHaveLength(2);
  expect(await herp.listRejections(other)).toHaveLength(2);
});
