import { randomUUID } from 'node:crypto';
import { pollScheduleIdOf } from '@goen/contracts/workflow';
import '@goen/temporal-server/vitest';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectTemporal, type TemporalConnection } from './connect.ts';
import { dropPollSchedule, keepPollSchedule } from './poll-schedules.ts';

let temporal: TemporalConnection;
beforeAll(async () => {
  temporal = await connectTemporal({ address: inject('temporalAddress'), namespace: 'default' });
});
afterAll(() => temporal.close());

const aPlan = () => ({ connectionId: randomUUID(), companyId: randomUUID(), everyMinutes: 10, paused: false });
const handleOf = (connectionId: string) => temporal.client.schedule.getHandle(pollScheduleIdOf(connectionId));
const started = async (connectionId: string) => {
  const found = [];
  const query = `WorkflowType = 'connectionPoll'`;
  for await (const one of temporal.client.workflow.list({ query }))
    if (one.workflowId.startsWith(pollScheduleIdOf(connectionId))) found.push(one);
  return found;
};

test('a connection is polled at once and then every so many minutes, one poll at a time', async () => {
  const plan = aPlan();
  await keepPollSchedule(temporal.client, plan);
  const { spec, state, policies, action } = await handleOf(plan.connectionId).describe();
  expect(spec.intervals?.map(({ every }) => every)).toEqual([600_000]);
  expect([state.paused, policies.overlap]).toEqual([false, 'SKIP']);
  expect(action).toMatchObject({
    workflowType: 'connectionPoll',
    taskQueue: 'cases',
    args: [{ connectionId: plan.connectionId, companyId: plan.companyId }],
  });
  await expect.poll(() => started(plan.connectionId), { timeout: 60_000 }).toHaveLength(1);
  // It still runs, for nobody works here: neither a repeat nor another word starts a second.
  await keepPollSchedule(temporal.client, plan);
  await expect
    .poll(async () => (await handleOf(plan.connectionId).describe()).info.numActionsSkippedOverlap, { timeout: 60_000 })
    .toBeGreaterThan(0);
  const polls = await started(plan.connectionId);
  expect(polls).toHaveLength(1);
  expect(polls[0]?.searchAttributes.CompanyId).toEqual([plan.companyId]);
});

test('it is paused, goes on as its connection says now, and is gone with it', async () => {
  const plan = aPlan();
  await keepPollSchedule(temporal.client, { ...plan, paused: true });
  const stateOf = async () => {
    const { spec, state } = await handleOf(plan.connectionId).describe();
    return [spec.intervals?.[0]?.every, state.paused];
  };
  expect(await stateOf()).toEqual([600_000, true]);
  await keepPollSchedule(temporal.client, { ...plan, everyMinutes: 30, paused: true });
  expect(await stateOf()).toEqual([1_800_000, true]);
  expect(await started(plan.connectionId)).toEqual([]);
  await keepPollSchedule(temporal.client, { ...plan, everyMinutes: 30 });
  expect(await stateOf()).toEqual([1_800_000, false]);
  await keepPollSchedule(temporal.client, { ...plan, paused: true });
  expect(await stateOf()).toEqual([600_000, true]);
  await dropPollSchedule(temporal.client, plan.connectionId);
  await expect
    .poll(() => stateOf().catch((error: Error) => error.name), { timeout: 60_000 })
    .toBe('ScheduleNotFoundError');
  await dropPollSchedule(temporal.client, plan.connectionId);
});
