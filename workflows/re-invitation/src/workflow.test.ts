import { allRuns, fastForward, toHistory } from '@goen/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dayMs, startReInvitationFixture, workflowsPath } from './testing/re-invitation-fixture.ts';

let fixture: Awaited<ReturnType<typeof startReInvitationFixture>>;
beforeAll(async () => {
  fixture = await startReInvitationFixture();
});
afterAll(() => fixture.close());

const waitForStep = (id: string, step: string) =>
  vi.waitFor(() => expect(fixture.listSteps(id)).toContain(step), { timeout: 60_000 });
const awaitEnd = (workflowId: string) => fixture.client.workflow.getHandle(workflowId).result();

test('an interest notifies its owner, who replies by mail', async () => {
  const { id, workflowId } = await fixture.start();
  await waitForStep(id, 'mail.sent re_invitation');
  await fixture.addFact(id, 'candidate.answered', { answer: 'interested', askAgainOn: null });
  await waitForStep(id, 'owner.notified');
  await fixture.addFact(id, 'company.replied', { reply: 'talk', by: 'k', editId: null });
  await awaitEnd(workflowId);
  expect(fixture.listSteps(id)).toEqual([
    'mail.sent re_invitation',
    'candidate.answered',
    'owner.notified',
    'company.replied',
    'mail.sent re_invitation_talk',
    'talking',
  ]);
  for (const run of await allRuns(fixture.client, workflowId)) {
    await Worker.runReplayHistory({ workflowsPath }, toHistory(run), workflowId);
  }
});

test('without an answer the person is reminded once, then it expires', async () => {
  const { id, workflowId } = await fixture.start();
  await waitForStep(id, 'mail.sent re_invitation');
  await fastForward(fixture.client, workflowId, { untilMs: Date.now() + 25 * dayMs });
  await awaitEnd(workflowId);
  expect(fixture.listSteps(id)).toEqual(['mail.sent re_invitation', 'mail.sent re_invitation_reminder', 'no_answer']);
});

test('an owner who does not reply is reminded three times, and it ends unanswered', async () => {
  const { id, workflowId } = await fixture.start();
  await waitForStep(id, 'mail.sent re_invitation');
  await fixture.addFact(id, 'candidate.answered', { answer: 'interested', askAgainOn: null });
  await waitForStep(id, 'owner.notified');
  await fastForward(fixture.client, workflowId, { untilMs: Date.now() + 40 * dayMs });
  await awaitEnd(workflowId);
  expect(fixture.listSteps(id).filter((step) => step === 'owner.notified')).toHaveLength(4);
  expect(fixture.listSteps(id).at(-1)).toBe('unanswered');
});

test('a workflow that died resumes from its facts when nudged, and repeats nothing', async () => {
  const { id, workflowId } = await fixture.start();
  await waitForStep(id, 'mail.sent re_invitation');
  await fixture.client.workflow.getHandle(workflowId).terminate('died');
  await fixture.addFact(id, 'candidate.answered', { answer: 'no_more', askAgainOn: null });
  await awaitEnd(workflowId);
  expect(fixture.listSteps(id)).toEqual(['mail.sent re_invitation', 'candidate.answered', 'no_more']);
});
