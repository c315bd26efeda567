import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RejectionAccepted } from '@goen/contracts/public';
import { findFreePort } from '@goen/postgres-server';
import { createLogger } from '@goen/service-kit';
import { connectTemporal, searchAttributeKeys, type TemporalConnection, toCaseWorkflowId } from '@goen/temporal-kit';
import { startTemporal, type TemporalServer } from '@goen/temporal-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway } from '../start-gateway.ts';
import { aReport, type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { dispatchOnce, startDispatcher } from './dispatcher.ts';

let gateway: GatewayFixture;
let temporal: TemporalConnection;
let server: TemporalServer | undefined;
let port: number;
let dataDir: string;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  port = await findFreePort();
  dataDir = await mkdtemp(join(tmpdir(), 'goen-outbox-'));
  temporal = await connectTemporal({ address: `127.0.0.1:${port}`, namespace: 'default' });
});
afterAll(async () => {
  await temporal.close();
  await server?.stop();
  await gateway.close();
  await rm(dataDir, { recursive: true, force: true });
});

const dispatcherOptions = () => ({
  orm: gateway.orm,
  databaseUrl: gateway.urls.url,
  temporal,
  logger: createLogger('gateway', 'silent'),
  inFlight: 20,
  pollMs: 500,
  maxBacklog: 200,
});
const report = async (): Promise<RejectionAccepted> =>
  (await (await gateway.post('/v1/rejections', aReport())).json()) as RejectionAccepted;
const readOutbox = () =>
  gateway.rows<{ case_id: string; kind: string; attempts: number }>(
    'select case_id, kind, attempts from outbox order by id',
  );
const getWorkflow = (caseId: string) => temporal.client.workflow.getHandle(toCaseWorkflowId(caseId));
const countNudges = async (caseId: string): Promise<number> => {
  const { events } = await getWorkflow(caseId).fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
};

// The tests build on each other: Temporal is down, starts, and is up.
let waitingCaseId: string;

test('a row stays while Temporal is down, and is retried with exponential backoff', async () => {
  ({ case_id: waitingCaseId } = await report());
  expect(await dispatchOnce(dispatcherOptions())).toBe(1);
  expect(await readOutbox()).toEqual([{ case_id: waitingCaseId, kind: 'start', attempts: 1 }]);
  await gateway.rows("update outbox set next_attempt_at = now() + interval '1 hour'");
  expect(await dispatchOnce(dispatcherOptions())).toBe(0);
  await gateway.rows("update outbox set attempts = 500, next_attempt_at = now() - interval '1 second'");
  await dispatchOnce(dispatcherOptions());
  const [backoff] = await gateway.rows<{ seconds: number }>(
    'select extract(epoch from next_attempt_at - now())::float as seconds from outbox where attempts = 501',
  );
  expect(backoff?.seconds).toBeGreaterThan(1);
  expect(backoff?.seconds).toBeLessThanOrEqual(60);
});

test('concurrent dispatchers share the rows', async () => {
  await report();
  await gateway.rows("update outbox set attempts = 0, next_attempt_at = now() - interval '1 second'");
  const claimed = await Promise.all([dispatchOnce(dispatcherOptions()), dispatchOnce(dispatcherOptions())]);
  expect(claimed.reduce((sum, n) => sum + n)).toBe(2);
  expect((await readOutbox()).map(({ attempts }) => attempts)).toEqual([1, 1]);
});

test('every row is dispatched and deleted once Temporal is up; the workflow knows its company and step', async () => {
  const dispatcher = startDispatcher(dispatcherOptions());
  try {
    server = await startTemporal({ dataDir, port, log: () => {} });
    await gateway.rows('update outbox set next_attempt_at = now()');
    await expect.poll(readOutbox, { timeout: 60_000 }).toEqual([]);
  } finally {
    await dispatcher.stop();
  }
  const workflow = await getWorkflow(waitingCaseId).describe();
  expect([workflow.type, workflow.status.name]).toEqual(['candidateCase', 'RUNNING']);
  const attributes = workflow.typedSearchAttributes;
  expect(attributes.get(searchAttributeKeys.companyId)).toBe(gateway.hinode.id);
  expect(attributes.get(searchAttributeKeys.stage)).toBe('interview');
  expect(attributes.get(searchAttributeKeys.nextStep)).toBe('rejection_mail');
  expect(attributes.get(searchAttributeKeys.nextStepAt)?.toISOString()).toBe('2026-11-24T03:00:00.000Z');
});

test('dispatching a row twice is harmless', async () => {
  const { runId } = await getWorkflow(waitingCaseId).describe();
  await gateway.rows(
    `insert into outbox (company_id, case_id, kind, wake_at, next_attempt_at, created_at)
     values (?, ?, 'start', now(), now(), now())`,
    [gateway.hinode.id, waitingCaseId],
  );
  expect(await dispatchOnce(dispatcherOptions())).toBe(1);
  // Repeats, because a busy Temporal server may exceed the dispatcher's timeout.
  const dispatchRest = async () => {
    await gateway.rows('update outbox set next_attempt_at = now()');
    await dispatchOnce(dispatcherOptions());
    return readOutbox();
  };
  await expect.poll(dispatchRest, { timeout: 60_000 }).toEqual([]);
  expect((await getWorkflow(waitingCaseId).describe()).runId).toBe(runId);
});

test('a new row wakes the dispatcher before its next poll', async () => {
  const dispatcher = startDispatcher({ ...dispatcherOptions(), pollMs: 3_600_000 });
  try {
    // Connecting also wakes the dispatcher, but only for rows that exist by then.
    for (let n = 0; n < 3; n += 1) {
      await report();
      await expect.poll(readOutbox, { timeout: 60_000 }).toEqual([]);
    }
  } finally {
    await dispatcher.stop();
  }
});

test('a running gateway starts workflows; a nudge reaches the workflow, and restarts a terminated one', async () => {
  await gateway.migrateIdentity();
  const running = await startGateway({
    port: 0,
    host: '127.0.0.1',
    logLevel: 'silent',
    publicUrl: 'http://gateway.test',
    databaseUrl: gateway.urls.url,
    temporal: { address: `127.0.0.1:${port}`, namespace: 'default' },
    temporalUiUrl: null,
    personHashKey: 'a-key-of-the-tests',
    mail: { url: 'http://127.0.0.1:9', token: 'a-token-of-the-tests' },
    credit: { url: 'http://127.0.0.1:9', token: 'a-token-of-the-tests' },
    webhooks: { secretKey: Buffer.alloc(32, 7), allowPrivate: true, inFlight: 2, timeoutMs: 1_000 },
    connections: { secretKey: Buffer.alloc(32, 9), addresses: {} },
    mailEventsTokens: [{ caller: 'mail-service', token: 'another-token-of-the-tests' }],
    advancesAnyCase: false,
    operatorName: 'Goen',
    consoleDir: '/nowhere',
    trustedProxies: 0,
    rateLimits: { perKey: 0, perSession: 0, perCompany: 0, perAddress: 0 },
    identity: gateway.context.identity.settings,
    outbox: { inFlight: 20, pollMs: 500, maxBacklog: 200 },
  });
  try {
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    const body = aReport({ application: { rejected_at: new Date(Date.now() - 3_600_000).toISOString() } });
    const send = (path: string, json: unknown) =>
      fetch(`${running.url}${path}`, {
        method: 'POST',
        body: JSON.stringify(json),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.hinode.key}` },
      });
    const { case_id: caseId } = (await (await send('/v1/rejections', body)).json()) as RejectionAccepted;
    await expect.poll(readOutbox, { timeout: 60_000 }).toEqual([]);
    const reapplied = {
      type: 'candidate.reapplied',
      source: body.source,
      occurred_at: new Date().toISOString(),
      candidate: { remote_id: body.candidate.remote_id },
    };
    expect((await send('/v1/events', reapplied)).status).toBe(202);
    await expect.poll(() => countNudges(caseId), { timeout: 60_000 }).toBe(1);
    await getWorkflow(caseId).terminate();
    await send('/v1/events', { ...reapplied, occurred_at: new Date(Date.now() + 1_000).toISOString() });
    await expect
      .poll(async () => (await getWorkflow(caseId).describe()).status.name, { timeout: 60_000 })
      .toBe('RUNNING');
  } finally {
    await running.close();
  }
});
