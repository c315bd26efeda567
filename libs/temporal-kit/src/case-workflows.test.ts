import { randomUUID } from 'node:crypto';
import '@goen/temporal-server/vitest';
import { fastForward } from '@goen/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { nudgeCase, startCase, workflowIdOf } from './case-workflows.ts';
import { connectTemporal, type TemporalConnection } from './connect.ts';

let temporal: TemporalConnection;
beforeAll(async () => {
  temporal = await connectTemporal({ address: inject('temporalAddress'), namespace: 'default' });
});
afterAll(() => temporal.close());

const start = (caseId: string, companyId = randomUUID()) =>
  startCase(temporal.client, { caseId, companyId, wakeAtMs: 5_000, stage: 'final', nextStep: 'rejection_mail' });
const eventsOf = async (caseId: string) => {
  const { events } = await temporal.client.workflow.getHandle(workflowIdOf(caseId)).fetchHistory();
  return events ?? [];
};

test('starting a case twice is one workflow with one history', async () => {
  const caseId = randomUUID();
  await start(caseId);
  const before = await eventsOf(caseId);
  await start(caseId);
  expect(await eventsOf(caseId)).toHaveLength(before.length);
});

test('a case is started with ids, and found by its search attributes', async () => {
  const [caseId, companyId] = [randomUUID(), randomUUID()];
  await start(caseId, companyId);
  const { searchAttributes, type, taskQueue } = await temporal.client.workflow
    .getHandle(workflowIdOf(caseId))
    .describe();
  expect([type, taskQueue]).toEqual(['candidateCase', 'cases']);
  expect(searchAttributes).toMatchObject({ CompanyId: [companyId], Stage: ['final'], NextStep: ['rejection_mail'] });
});

test('a nudge starts a case that is not there, and signals one that is', async () => {
  const refs = { caseId: randomUUID(), companyId: randomUUID() };
  await nudgeCase(temporal.client, refs);
  await nudgeCase(temporal.client, refs);
  const signals = (await eventsOf(refs.caseId)).filter((event) => event.workflowExecutionSignaledEventAttributes);
  expect(signals.map((event) => event.workflowExecutionSignaledEventAttributes?.signalName)).toEqual([
    'nudge',
    'nudge',
  ]);
});

test('a workflow is not moved back in time', async () => {
  const caseId = randomUUID();
  await start(caseId);
  expect(await fastForward(temporal.client, workflowIdOf(caseId), { untilMs: Date.now() - 1_000 })).toBe(false);
});

test('a server that is away is told as such, not waited for', async () => {
  const away = await connectTemporal({ address: '127.0.0.1:1', namespace: 'default' });
  expect(await away.answers()).toBe(false);
  expect(await temporal.answers()).toBe(true);
  await away.close();
});
