import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RejectionAccepted } from '@goen/contracts/public';
import { findFreePort } from '@goen/postgres-server';
import { createLogger } from '@goen/service-kit';
import { connectTemporal, searchAttributeKeys, type TemporalConnection, workflowIdOf } from '@goen/temporal-kit';
import { startTemporal, type TemporalServer } from '@goen/temporal-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway } from '../start-gateway.ts';
import { aReport, type Bench, startBench } from '../testing/gateway-fixture.ts';
import { dispatchOnce, startDispatcher } from './dispatcher.ts';

let bench: Bench;
let temporal: TemporalConnection;
let server: TemporalServer | undefined;
let port: number;
let dataDir: string;
beforeAll(async () => {
  bench = await startBench();
  port = await findFreePort();
  dataDir = await mkdtemp(join(tmpdir(), 'goen-outbox-'));
  temporal = await connectTemporal({ address: `127.0.0.1:${port}`, namespace: 'default' });
});
afterAll(async () => {
  await temporal.close();
  await server?.stop();
  await bench.close();
  await rm(dataDir, { recursive: true, force: true });
});

const options = () => ({
  orm: bench.orm,
  databaseUrl: bench.urls.url,
  temporal,
  logger: createLogger('gateway', 'silent'),
  inFlight: 20,
});
const report = async (): Promise<RejectionAccepted> =>
  (await (await bench.post('/v1/rejections', aReport())).json()) as RejectionAccepted;
const outbox = () =>
  bench.rows<{ case_id: string; kind: string; attempts: number }>(
    'select case_id, kind, attempts from outbox order by id',
  );
const workflowOf = (caseId: string) => temporal.client.workflow.getHandle(workflowIdOf(caseId));
const nudgesOf = async (caseId: string): Promise<number> => {
  const { events } = await workflowOf(caseId).fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
};

// The tests tell one story, in order: Temporal is away, comes, and is there.
let waiting: string;

test('while Temporal is away a row stays, and is tried again after a growing pause', async () => {
  ({ case_id: waiting } = await report());
  expect(await dispatchOnce(options())).toBe(1);
  expect(await outbox()).toEqual([{ case_id: waiting, kind: 'start', attempts: 1 }]);
  await bench.rows("update outbox set next_attempt_at = now() + interval '1 hour'");
  expect(await dispatchOnce(options())).toBe(0);
  await bench.rows("update outbox set attempts = 500, next_attempt_at = now() - interval '1 second'");
  await dispatchOnce(options());
  const [longest] = await bench.rows<{ s: number }>(
    'select extract(epoch from next_attempt_at - now())::float as s from outbox where attempts = 501',
  );
  expect(longest?.s).toBeGreaterThan(1);
  expect(longest?.s).toBeLessThanOrEqual(60);
});

test('two dispatchers share the rows', async () => {
  await report();
  await bench.rows("update outbox set attempts = 0, next_attempt_at = now() - interval '1 second'");
  const claimed = await Promise.all([dispatchOnce(options()), dispatchOnce(options())]);
  expect(claimed.reduce((sum, n) => sum + n)).toBe(2);
  expect((await outbox()).map(({ attempts }) => attempts)).toEqual([1, 1]);
});

test('once Temporal is there every row is told and deleted; the workflow knows its company and step', async () => {
  const dispatcher = startDispatcher(options());
  try {
    server = await startTemporal({ dataDir, port, log: () => {} });
    await bench.rows('update outbox set next_attempt_at = now()');
    await expect.poll(outbox, { timeout: 60_000 }).toEqual([]);
  } finally {
    await dispatcher.stop();
  }
  const seen = await workflowOf(waiting).describe();
  expect([seen.type, seen.status.name]).toEqual(['candidateCase', 'RUNNING']);
  const attributes = seen.typedSearchAttributes;
  expect(attributes.get(searchAttributeKeys.companyId)).toBe(bench.hinode.id);
  expect(attributes.get(searchAttributeKeys.stage)).toBe('interview');
  expect(attributes.get(searchAttributeKeys.nextStep)).toBe('rejection_mail');
  expect(attributes.get(searchAttributeKeys.nextStepAt)?.toISOString()).toBe('2026-11-24T03:00:00.000Z');
});

test('a row that was told and not yet deleted is told again without harm', async () => {
  const run = (await workflowOf(waiting).describe()).runId;
  await bench.rows(
    `insert into outbox (company_id, case_id, kind, wake_at, next_attempt_at, created_at)
     values (?, ?, 'start', now(), now(), now())`,
    [bench.hinode.id, waiting],
  );
  expect(await dispatchOnce(options())).toBe(1);
  // Again when a busy server was too slow for the dispatcher.
  const rest = async () => {
    await bench.rows('update outbox set next_attempt_at = now()');
    await dispatchOnce(options());
    return outbox();
  };
  await expect.poll(rest, { timeout: 60_000 }).toEqual([]);
  expect((await workflowOf(waiting).describe()).runId).toBe(run);
});

test('a new row wakes the dispatcher, which does not wait for its next look', async () => {
  const dispatcher = startDispatcher({ ...options(), pollMs: 3_600_000 });
  try {
    // The start of listening is itself a wake: the later rows can't have been seen by it.
    for (let n = 0; n < 3; n += 1) {
      await report();
      await expect.poll(outbox, { timeout: 60_000 }).toEqual([]);
    }
  } finally {
    await dispatcher.stop();
  }
});

test('a running gateway tells what is reported to it; a nudge reaches the workflow, and starts one that is gone', async () => {
  const gateway = await startGateway({
    port: 0,
    host: '127.0.0.1',
    logLevel: 'silent',
    publicUrl: 'http://gateway.test',
    databaseUrl: bench.urls.url,
    migrationUrl: bench.urls.migrationUrl,
    temporal: { address: `127.0.0.1:${port}`, namespace: 'default' },
    personHashKey: 'a-key-of-the-tests',
    mail: { url: 'http://127.0.0.1:9', token: 'a-token-of-the-tests' },
    credit: { url: 'http://127.0.0.1:9', token: 'a-token-of-the-tests' },
    webhooks: { secretKey: Buffer.alloc(32, 7), allowPrivate: true, inFlight: 2, timeoutMs: 1_000 },
    connections: { secretKey: Buffer.alloc(32, 9), addresses: {} },
    mailEventsToken: 'another-token-of-the-tests',
    operatorName: 'Goen',
    outboxInFlight: 20,
  });
  try {
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
    const body = aReport({ application: { rejected_at: new Date(Date.now() - 3_600_000).toISOString() } });
    const send = (path: string, given: unknown) =>
      fetch(`${gateway.url}${path}`, {
        method: 'POST',
        body: JSON.stringify(given),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${bench.hinode.key}` },
      });
    const { case_id: id } = (await (await send('/v1/rejections', body)).json()) as RejectionAccepted;
    await expect.poll(outbox, { timeout: 60_000 }).toEqual([]);
    const reapplied = {
      type: 'candidate.reapplied',
      source: body.source,
      occurred_at: new Date().toISOString(),
      candidate: { remote_id: body.candidate.remote_id },
    };
    expect((await send('/v1/events', reapplied)).status).toBe(202);
    await expect.poll(() => nudgesOf(id), { timeout: 60_000 }).toBe(1);
    await workflowOf(id).terminate();
    await send('/v1/events', { ...reapplied, occurred_at: new Date(Date.now() + 1_000).toISOString() });
    await expect.poll(async () => (await workflowOf(id).describe()).status.name, { timeout: 60_000 }).toBe('RUNNING');
  } finally {
    await gateway.close();
  }
});
