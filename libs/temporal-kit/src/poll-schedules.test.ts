import { randomUUID } from 'node:crypto';
import { toPollScheduleId } from '@goen/contracts/workflow';
import '@goen/temporal-server/vitest';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectTemporal, type TemporalConnection } from './connect.ts';
import { deletePollSchedule, savePollSchedule } from './poll-schedules.ts';

let temporal: TemporalConnection;
beforeAll(async () => {
  temporal = await connectTemporal({ address: inject('temporalAddress'), namespace: 'default' });
});
afterAll(() => temporal.close());

const createPlan = () => ({ connectionId: randomUUID(), companyId: randomUUID(), everyMinutes: 10, paused: false });
const getHandle = (connectionId: string) => temporal.client.schedule.getHandle(toPollScheduleId(connectionId));
const listPolls = async (connectionId: string) => {
  const polls = [];
  const query = `WorkflowType = 'connectionPoll'`;
  for await (const execution of temporal.client.workflow.list({ query }))
    if (execution.workflowId.startsWith(toPollScheduleId(connectionId))) polls.push(execution);
  return polls;
};

test('a connection is polled at once and then at its interval, one poll at a time', async () => {
  const plan = createPlan();
  await savePollSchedule(temporal.client, plan);
  const { spec, state, policies, action } = await getHandle(plan.connectionId).describe();
  expect(spec.intervals?.map(({ every }) => every)).toEqual([600_000]);
  expect([state.paused, policies.overlap]).toEqual([false, 'SKIP']);
  expect(action).toMatchObject({
    workflowType: 'connectionPoll',
    taskQueue: 'cases',
    args: [{ connectionId: plan.connectionId, companyId: plan.companyId }],
  });
  await expect.poll(() => listPolls(plan.connectionId), { timeout: 60_000 }).toHaveLength(1);
  // No worker runs here, so the poll stays open; saving the schedule again starts no second one.
  await savePollSchedule(temporal.client, plan);
  await expect
    .poll(async () => (await getHandle(plan.connectionId).describe()).info.numActionsSkippedOverlap, {
      timeout: 60_000,
    })
    .toBeGreaterThan(0);
  const polls = await listPolls(plan.connectionId);
  expect(polls).toHaveLength(1);
  expect(polls[0]?.searchAttributes.CompanyId).toEqual([plan.companyId]);
});

test('a schedule can be paused, changed, resumed and deleted', async () => {
  const plan = createPlan();
  await savePollSchedule(temporal.client, { ...plan, paused: true });
  const readState = async () => {
    const { spec, state } = await getHandle(plan.connectionId).describe();
    return [spec.intervals?.[0]?.every, state.paused];
  };
  expect(await readState()).toEqual([600_000, true]);
  await savePollSchedule(temporal.client, { ...plan, everyMinutes: 30, paused: true });
  expect(await readState()).toEqual([1_800_000, true]);
  expect(await listPolls(plan.connectionId)).toEqual([]);
  await savePollSchedule(temporal.client, { ...plan, everyMinutes: 30 });
  expect(await readState()).toEqual([1_800_000, false]);
  await savePollSchedule(temporal.client, { ...plan, paused: true });
  expect(await readState()).toEqual([600_000, true]);
  await deletePollSchedule(temporal.client, plan.connectionId);
  await expect
    .poll(() => readState().catch((error: Error) => error.name), { timeout: 60_000 })
    .toBe('ScheduleNotFoundError');
  await deletePollSchedule(temporal.client, plan.connectionId);
});
