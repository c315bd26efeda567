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
const kindsOf = async (workflowId: string) =>
  ((await handle(workflowId).fetchHistory()).events ?? []).map(
    (event) => Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '',
  );

test('a year: it waits, sends, waits on, and ends', async () => {
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
  await until('the first look', () => fixture.asked(caseId).length > 0);
  await fastForward(fixture.client, workflowId, { untilMs: begin + year + dayMs });
  await handle(workflowId).result();
  expect(fixture.asked(caseId)).toEqual([
    'decide',
    'decide',
    'mail first_follow_up',
    'decide',
    'decide',
    'close',
    'decide',
  ]);
});

test('the first run goes to sleep with one workflow task and no activity, and says why', async () => {
  const { workflowId } = await fixture.start({ decide: () => ({ kind: 'none' }) }, Date.now() + dayMs);
  await until('the timer', async () => (await kindsOf(workflowId)).includes('timerStartedEventAttributes'));
  expect(await kindsOf(workflowId)).toEqual([
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

test('a nudge wakes a case that sleeps', async () => {
  const { workflowId, caseId, companyId } = await fixture.start(
    { decide: () => ({ kind: 'none' }) },
    Date.now() + dayMs,
  );
  await nudgeCase(fixture.client, { caseId, companyId });
  await handle(workflowId).result();
  expect(fixture.asked(caseId)).toEqual(['decide']);
});

test('a nudge that comes while the case decides is not lost', async () => {
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
  expect(fixture.asked(caseId).length).toBeGreaterThanOrEqual(2);
});

test('a nudge starts a case whose workflow is not there', async () => {
  const { caseId, companyId, workflowId } = await fixture.start({ decide: () => ({ kind: 'none' }) });
  await handle(workflowId).result();
  await nudgeCase(fixture.client, { caseId, companyId });
  await until('the second look', () => fixture.asked(caseId).length > 1);
  expect(fixture.asked(caseId)).toEqual(['decide', 'decide']);
});

test('a mail that missed its sending window is decided again', async () => {
  const { workflowId, caseId } = await fixture.start({
    decide: (_asOfMs, times) => (times <= 2 ? mailStep() : { kind: 'none' }),
  });
  await handle(workflowId).result();
  expect(fixture.asked(caseId)).toEqual(['decide', 'mail rejection', 'decide', 'mail rejection', 'decide']);
});

test('a mail that can’t be handed over for days does not fail the case: it looks again', async () => {
  const { workflowId, caseId } = await fixture.start({
    decide: (_asOfMs, times) => (times === 1 ? mailStep() : { kind: 'none' }),
    sendMail: () => {
      throw new Error('mail-service is away');
    },
  });
  await until('the first try', () => fixture.asked(caseId).includes('mail rejection'));
  await fastForward(fixture.client, workflowId, { untilMs: Date.now() + 5 * dayMs });
  await handle(workflowId).result();
  expect(fixture.asked(caseId).filter((what) => what === 'decide')).toHaveLength(2);
});

test('operators find a sleeping case by company, step and time', async () => {
  const untilMs = Date.now() + 100 * dayMs;
  const { workflowId, companyId } = await fixture.start({
    decide: () => ({ kind: 'wait', untilMs, next: 'second_follow_up' }),
  });
  const query = `CompanyId = '${companyId}' AND NextStep = 'second_follow_up' AND Stage = 'interview' AND ExecutionStatus = 'Running'`;
  let found: string[] = [];
  await until('the case in the list', async () => {
    found = [];
    for await (const one of fixture.client.workflow.list({ query })) found.push(one.workflowId);
    return found.length > 0;
  });
  expect(found).toEqual([workflowId]);
});

test('a reminder that can’t be sent keeps no mail: the case soon looks again, at once when it is nudged', async () => {
  const { workflowId, caseId, companyId } = await fixture.start({
    decide: (_asOfMs, times) => {
      if (times === 1) return { kind: 'remind_recruiter', date: '2026-11-24' };
      return times === 2 ? mailStep() : { kind: 'none' };
    },
    remindRecruiter: () => {
      throw new Error('away');
    },
  });
  await until('a first try', () => fixture.asked(caseId).includes('remind'));
  await fastForward(fixture.client, workflowId, { untilMs: Date.now() + 10 * 60_000 });
  await nudgeCase(fixture.client, { caseId, companyId });
  await handle(workflowId).result();
  const asked = fixture.asked(caseId);
  expect(asked.filter((what) => what === 'remind').length).toBeGreaterThan(1);
  expect(asked.filter((what) => what !== 'remind')).toEqual(['decide', 'decide', 'mail rejection', 'decide']);
});
