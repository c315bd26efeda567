import { nudgeCase } from '@goen/temporal-kit';
import { fastForward } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseFixture, dayMs, mailStep, startCaseFixture, until } from './testing/workflow-fixture.ts';

let fixture: CaseFixture;
beforeAll(async () => {
  fixture = await startCaseFixture();
});
afterAll(() => fixture.close());

const handle = (workflowId: string) => fixture.client.workflow.getHandle(workflowId);
const listEventTypes = async (workflowId: string) =>
  ((await handle(workflowId).fetchHistory()).events ?? []).map(
    (event) => Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '',
  );

test('a case waits, sends its mail, waits again and closes after a year', async () => {
  const begin = Date.now();
  const year = 365 * dayMs;
  const { workflowId, caseId } = await fixture.start({
    decide: (asOfMs, times) => {
      if (times === 1) return { kind: 'wait', untilMs: begin + 182 * dayMs, next: 'first_follow_up' };
      if (times === 2) return mailStep('first_follow_up');
      if (asOfMs < begin + year) return { kind: 'wait', untilMs: begin + year, next: 'second_follow_up' };
      return times === 4 ? { kind: 'close', reason: 'story_told' } : { kind: 'none' };
    },
  });
  await until('the first decision', () => fixture.listCalls(caseId).length > 0);
  await fastForward(fixture.client, workflowId, { untilMs: begin + year + dayMs });
  await handle(workflowId).result();
  expect(fixture.listCalls(caseId)).toEqual([
    'decide',
    'decide',
    'mail first_follow_up',
    'decide',
    'decide',
    'close',
    'decide',
  ]);
});

test('the first run sleeps after one workflow task without an activity, and describes what it waits for', async () => {
  const { workflowId } = await fixture.start({ decide: () => ({ kind: 'none' }) }, Date.now() + dayMs);
  await until('the timer', async () => (await listEventTypes(workflowId)).includes('timerStartedEventAttributes'));
  expect(await listEventTypes(workflowId)).toEqual([
    'workflowExecutionStartedEventAttributes',
    'workflowTaskScheduledEventAttributes',
    'workflowTaskStartedEventAttributes',
    'workflowTaskCompletedEventAttributes',
    'timerStartedEventAttributes',
  ]);
  const { definition } = await handle(workflowId)
    .query<{ definition?: object }>('__temporal_workflow_metadata')
    .then((metadata) => ({ definition: metadata }));
  expect(JSON.stringify(definition)).toContain('then: the rejection mail.');
});

test('a nudge wakes a sleeping case', async () => {
  const { workflowId, caseId, companyId } = await fixture.start(
    { decide: () => ({ kind: 'none' }) },
    Date.now() + dayMs,
  );
  await nudgeCase(fixture.client, { caseId, companyId });
  await handle(workflowId).result();
  expect(fixture.listCalls(caseId)).toEqual(['decide']);
});

test('a nudge during a decision is not lost', async () => {
  const nudged = { sent: false };
  const { workflowId, caseId, companyId } = await fixture.start({
    decide: async (_asOfMs, times) => {
      if (times > 1) return { kind: 'none' };
      await nudgeCase(fixture.client, { caseId, companyId });
      nudged.sent = true;
      return { kind: 'wait', untilMs: Date.now() + 300 * dayMs, next: 'first_follow_up' };
    },
  });
  await handle(workflowId).result();
  expect(nudged.sent).toBe(true);
  expect(fixture.listCalls(caseId).length).toBeGreaterThanOrEqual(2);
});

test('a nudge starts the workflow of a case that has none', async () => {
  const { caseId, companyId, workflowId } = await fixture.start({ decide: () => ({ kind: 'none' }) });
  await handle(workflowId).result();
  await nudgeCase(fixture.client, { caseId, companyId });
  await until('the second decision', () => fixture.listCalls(caseId).length > 1);
  expect(fixture.listCalls(caseId)).toEqual(['decide', 'decide']);
});

test('a mail that missed its sending window leads to a new decision', async () => {
  const { workflowId, caseId } = await fixture.start({
    decide: (_asOfMs, times) => (times <= 2 ? mailStep() : { kind: 'none' }),
  });
  await handle(workflowId).result();
  expect(fixture.listCalls(caseId)).toEqual(['decide', 'mail rejection', 'decide', 'mail rejection', 'decide']);
});

test('a mail that can’t be sent for days does not fail the case; it decides again', async () => {
  const { workflowId, caseId } = await fixture.start({
    decide: (_asOfMs, times) => (times === 1 ? mailStep() : { kind: 'none' }),
    sendMail: () => {
      throw new Error('mail-service is down');
    },
  });
  await until('the first attempt', () => fixture.listCalls(caseId).includes('mail rejection'));
  await fastForward(fixture.client, workflowId, { untilMs: Date.now() + 5 * dayMs });
  await handle(workflowId).result();
  expect(fixture.listCalls(caseId).filter((call) => call === 'decide')).toHaveLength(2);
});

test('a sleeping case can be found by company, step and stage', async () => {
  const untilMs = Date.now() + 100 * dayMs;
  const { workflowId, companyId } = await fixture.start({
    decide: () => ({ kind: 'wait', untilMs, next: 'second_follow_up' }),
  });
  const query = `CompanyId = '${companyId}' AND NextStep = 'second_follow_up' AND Stage = 'interview' AND ExecutionStatus = 'Running'`;
  let ids: string[] = [];
  await until('the case in the list', async () => {
    ids = [];
    for await (const execution of fixture.client.workflow.list({ query })) ids.push(execution.workflowId);
    return ids.length > 0;
  });
  expect(ids).toEqual([workflowId]);
});

test('a reminder that can’t be sent blocks no mail: the case decides again soon, and at once when nudged', async () => {
  const { workflowId, caseId, companyId } = await fixture.start({
    decide: (_asOfMs, times) => {
      if (times === 1) return { kind: 'remind_recruiter', date: '2026-11-24' };
      return times === 2 ? mailStep() : { kind: 'none' };
    },
    remindRecruiter: () => {
      throw new Error('mail-service is down');
    },
  });
  await until('the first attempt', () => fixture.listCalls(caseId).includes('remind'));
  await fastForward(fixture.client, workflowId, { untilMs: Date.now() + 10 * 60_000 });
  await nudgeCase(fixture.client, { caseId, companyId });
  await handle(workflowId).result();
  const calls = fixture.listCalls(caseId);
  expect(calls.filter((call) => call === 'remind').length).toBeGreaterThan(1);
  expect(calls.filter((call) => call !== 'remind')).toEqual(['decide', 'decide', 'mail rejection', 'decide']);
});
