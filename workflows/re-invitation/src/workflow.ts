import { caseSearchAttributes, mailTaskQueue, nudgeSignal, type ReInvitationInput } from '@goen/contracts/workflow';
import { describeSleep, sleepThenAct } from '@goen/workflow-kit';
import { defineSearchAttributeKey } from '@temporalio/common';
import {
  proxyActivities,
  proxyLocalActivities,
  setWorkflowOptions,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ReInvitationActivities, ReInvitationDecision, ReInvitationMailActivities } from './activities.ts';
import type { ReInvitationRef } from './messages.ts';

const { decideReInvitation } = proxyLocalActivities<ReInvitationActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
const { closeReInvitation } = proxyActivities<ReInvitationActivities>({
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '12 hours',
  retry: { initialInterval: '2 seconds', maximumInterval: '30 minutes' },
});
const { sendReInvitationMail, notifyOwner } = proxyActivities<ReInvitationMailActivities>({
  taskQueue: mailTaskQueue,
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '15 seconds',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '10 seconds', maximumInterval: '30 minutes' },
});

const nextStepKey = defineSearchAttributeKey(caseSearchAttributes.nextStep, 'KEYWORD');
const nextStepAtKey = defineSearchAttributeKey(caseSearchAttributes.nextStepAt, 'DATETIME');

/** One former candidate asked about one opening: waits for approval and window, sends, reminds once, expires. */
export async function reInvitation(input: ReInvitationInput): Promise<void> {
  const { reInvitationId, companyId, wakeAtMs, next } = input;
  await sleepThenAct<ReInvitationInput, ReInvitationDecision>({
    nudgeSignal,
    wakeAtMs,
    timerSummary: `until ${next ?? 'recheck'}`,
    sleepDetails: next ? describeSleep(wakeAtMs, next) : 'Evaluates its facts.',
    decide: (nowMs) => decideReInvitation({ reInvitationId, companyId, asOfMs: nowMs }),
    act: (step, nowMs) => act({ reInvitationId, companyId, asOfMs: nowMs }, step),
    onSleep: (step) =>
      upsertSearchAttributes([
        { key: nextStepKey, value: step.next },
        { key: nextStepAtKey, value: new Date(step.untilMs) },
      ]),
    nextInput: (nextWakeAtMs, step) => ({
      reInvitationId,
      companyId,
      wakeAtMs: nextWakeAtMs,
      ...(step && { next: step.next }),
    }),
  });
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, reInvitation);

type ActStep = Exclude<ReInvitationDecision['step'], { kind: 'wait' | 'none' }>;

/** Performs a step. What came of it is in the facts, so the next decision needs no result. */
function act(ref: ReInvitationRef, step: ActStep): Promise<void> {
  switch (step.kind) {
    case 'send':
      return sendReInvitationMail(ref);
    case 'notify_owner':
      return notifyOwner(ref);
    case 'close':
      return closeReInvitation(ref);
  }
}
