import { randomUUID } from 'node:crypto';
import '@goen/temporal-server/vitest';
import { fastForward } from '@goen/testing';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { countCaseBacklog, nudgeCase, startCase, toCaseWorkflowId } from './case-workflows.ts';
import { connectTemporal, type TemporalConnection } from './connect.ts';

let temporal: TemporalConnection;
beforeAll(async () => {
  temporal = await connectTemporal({ address: inject('temporalAddress'), namespace: 'default' });
});
afterAll(() => temporal.close());

const start = (caseId: string, companyId = randomUUID()) =>
  startCase(temporal.client, { caseId, companyId, wakeAtMs: 5_000, stage: 'final', nextStep: 'rejection_mail' });
const fetchEvents = async (caseId: string) => {
  const { events } = await temporal.client.workflow.getHandle(toCaseWorkflowId(caseId)).fetchHistory();
  return events ?? [];
};

test('starting a case twice starts one workflow', async () => {
  const caseId = randomUUID();
  await start(caseId);
  const before = await fetchEvents(caseId);
  await start(caseId);
  expect(await fetchEvents(caseId)).toHaveLength(before.length);
});

test('a case is started with its search attributes', async () => {
  const [caseId, companyId] = [randomUUID(), randomUUID()];
  await start(caseId, companyId);
  const { searchAttributes, type, taskQueue } = await temporal.client.workflow
    .getHandle(toCaseWorkflowId(caseId))
    .describe();
  expect([type, taskQueue]).toEqual(['candidateCase', 'cases']);
  expect(searchAttributes).toMatchObject({ CompanyId: [companyId], Stage: ['final'], NextStep: ['rejection_mail'] });
});

test('a nudge starts a missing workflow and signals a running one', async () => {
  const refs = { caseId: randomUUID(), companyId: randomUUID() };
  await nudgeCase(temporal.client, refs);
  await nudgeCase(temporal.client, refs);
  const signals = (await fetchEvents(refs.caseId)).filter((event) => event.workflowExecutionSignaledEventAttributes);
  expect(signals.map((event) => event.workflowExecutionSignaledEventAttributes?.signalName)).toEqual([
    'nudge',
    'nudge',
  ]);
});

test('a workflow can’t be moved back in time', async () => {
  const caseId = randomUUID();
  await start(caseId);
  expect(await fastForward(temporal.client, toCaseWorkflowId(caseId), { untilMs: Date.now() - 1_000 })).toBe(false);
});

test('a repeated fast-forward waits for the one under way', async () => {
  const caseId = randomUUID();
  await start(caseId);
  const skip = () => fastForward(temporal.client, toCaseWorkflowId(caseId), { untilMs });
  // No worker polls, so the first fast-forward ends only when the wall clock reaches its target.
  const untilMs = Date.now() + 10_000;
  const first = skip();
  await vi.waitFor(async () => {
    const { raw } = await temporal.client.workflow.getHandle(toCaseWorkflowId(caseId)).describe();
    expect(raw.workflowExtendedInfo?.timeSkippingInfo?.effectiveConfig?.enabled).toBe(true);
  }, 9_000);
  expect(await Promise.all([first, skip()])).toEqual([true, false]);
});

test('an unreachable server is reported without waiting for it', async () => {
  const unreachable = await connectTemporal({ address: '127.0.0.1:1', namespace: 'default' });
  expect(await unreachable.isReachable()).toBe(false);
  expect(await temporal.isReachable()).toBe(true);
  await unreachable.close();
});

test('a case names its company, so that companies take turns where tasks queue', async () => {
  const [caseId, companyId] = [randomUUID(), randomUUID()];
  await start(caseId, companyId);
  const [started] = await fetchEvents(caseId);
  expect(started?.workflowExecutionStartedEventAttributes?.priority?.fairnessKey).toBe(companyId);
});

test('counts the workflow tasks that wait for a worker', async () => {
  const before = await countCaseBacklog(temporal.client);
  for (let n = 0; n < 3; n += 1) await start(randomUUID());
  await expect.poll(() => countCaseBacklog(temporal.client), { timeout: 60_000 }).toBeGreaterThanOrEqual(before + 3);
});
