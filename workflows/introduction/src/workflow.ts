import { caseSearchAttributes, type IntroductionInput, mailTaskQueue, nudgeSignal } from '@goen/contracts/workflow';
import { describeSleep, sleepThenAct } from '@goen/workflow-kit';
import { defineSearchAttributeKey } from '@temporalio/common';
import {
  proxyActivities,
  proxyLocalActivities,
  setWorkflowOptions,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type {
  IntroductionActivities,
  IntroductionDecision,
  IntroductionMailActivities,
  RelayRoundActivities,
} from './activities.ts';
import type { IntroductionRef } from './messages.ts';

const { decideIntroduction } = proxyLocalActivities<IntroductionActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
const { holdCredit, provide, captureCredit, releaseCredit, closeIntroduction } =
  proxyActivities<IntroductionActivities>({
    startToCloseTimeout: '1 minute',
    scheduleToCloseTimeout: '12 hours',
    retry: { initialInterval: '2 seconds', maximumInterval: '30 minutes' },
  });
const { askCandidate, tellCompany } = proxyActivities<IntroductionMailActivities>({
  taskQueue: mailTaskQueue,
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '15 seconds',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '10 seconds', maximumInterval: '30 minutes' },
});

const nextStepKey = defineSearchAttributeKey(caseSearchAttributes.nextStep, 'KEYWORD');
const nextStepAtKey = defineSearchAttributeKey(caseSearchAttributes.nextStepAt, 'DATETIME');

/** One candidate introduced to one company, paid with a credit. */
export async function introduction({ introductionId, wakeAtMs, next }: IntroductionInput): Promise<void> {
  await sleepThenAct<IntroductionInput, IntroductionDecision>({
    nudgeSignal,
    wakeAtMs,
    timerSummary: `until ${next ?? 'recheck'}`,
    sleepDetails: next ? describeSleep(wakeAtMs, next) : 'Evaluates its facts.',
    decide: (nowMs) => decideIntroduction({ introductionId, asOfMs: nowMs }),
    act: (step, nowMs) => act({ introductionId, asOfMs: nowMs }, step),
    onSleep: (step) =>
      upsertSearchAttributes([
        { key: nextStepKey, value: step.next },
        { key: nextStepAtKey, value: new Date(step.untilMs) },
      ]),
    nextInput: (nextWakeAtMs, step) => ({
      introductionId,
      wakeAtMs: nextWakeAtMs,
      ...(step && { next: step.next }),
    }),
  });
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, introduction);

type ActStep = Exclude<IntroductionDecision['step'], { kind: 'wait' | 'none' }>;

/** Performs a step. What came of it is in the facts, so the next decision needs no result. */
function act(ref: IntroductionRef, step: ActStep): Promise<void> {
  switch (step.kind) {
    case 'hold_credit':
      return holdCredit(ref);
    case 'ask':
    case 'remind':
      return askCandidate(ref);
    case 'provide':
      return provide(ref);
    case 'capture_credit':
      return captureCredit(ref);
    case 'release_credit':
      return releaseCredit(ref);
    case 'tell_company':
    case 'remind_company':
    case 'ask_employment':
      return tellCompany(ref);
    case 'close':
      return closeIntroduction(ref);
  }
}

const { lapseConsents, wakeOverdue, settleHolds, matchPositions } = proxyActivities<RelayRoundActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '1 minute',
  scheduleToCloseTimeout: '1 hour',
  retry: { initialInterval: '5 seconds', maximumInterval: '5 minutes' },
});

type RoundResult = { lapsed: number; woken: number; settled: number; introduced: number };

/** Runs every hour by a Schedule, and at once when a position opens, a credit is earned or a candidate joins. */
export async function relayRound(): Promise<RoundResult> {
  const lapsed = await lapseConsents();
  const woken = await wakeOverdue();
  const settled = await settleHolds();
  const introduced = await matchPositions();
  return { lapsed, woken, settled, introduced };
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, relayRound);
