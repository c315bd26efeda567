import { caseSearchAttributes, type IntroductionInput, mailTaskQueue, nudgeSignal } from '@goen/contracts/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import {
  ActivityFailure,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
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

const nudge = defineSignal(nudgeSignal);

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

const nextStep = defineSearchAttributeKey(caseSearchAttributes.nextStep, 'KEYWORD');
const nextStepAt = defineSearchAttributeKey(caseSearchAttributes.nextStepAt, 'DATETIME');

const maxStepsARun = 50;
const lookAgainMs = 3_600_000;

/**
 * A candidate before a company, for a credit. As in a case, each run waits, then acts, so that it wakes on the newest
 * code; rows are truth, and a nudge only means look again.
 */
export async function introduction({ introductionId, wakeAtMs, next }: IntroductionInput): Promise<void> {
  let nudged = false;
  setHandler(nudge, () => {
    nudged = true;
  });
  setCurrentDetails(next ? `Sleeps until ${new Date(wakeAtMs).toISOString()}, then: ${next}.` : 'Looks at its facts.');
  if (wakeAtMs > Date.now()) {
    await condition(() => nudged, wakeAtMs - Date.now(), { summary: `until ${next ?? 'look'}` });
  }
  for (let steps = 0; steps < maxStepsARun; steps += 1) {
    nudged = false;
    const ref = { introductionId, asOfMs: Date.now() };
    const { step, details } = await decideIntroduction(ref);
    setCurrentDetails(details);
    if (nudged) continue;
    if (step.kind === 'none') return;
    if (step.kind === 'wait') {
      upsertSearchAttributes([
        { key: nextStep, value: step.next },
        { key: nextStepAt, value: new Date(step.untilMs) },
      ]);
      return continueAsNew<typeof introduction>({ introductionId, wakeAtMs: step.untilMs, next: step.next });
    }
    const outcome = await act(ref, step).catch(lookAgainAfterFailure);
    if (outcome === 'look_again_later') {
      return continueAsNew<typeof introduction>({ introductionId, wakeAtMs: Date.now() + lookAgainMs });
    }
  }
  return continueAsNew<typeof introduction>({ introductionId, wakeAtMs: 0 });
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, introduction);

type Act = Exclude<IntroductionDecision['step'], { kind: 'wait' | 'none' }>;

async function act(ref: IntroductionRef, step: Act): Promise<'done'> {
  switch (step.kind) {
    case 'hold_credit':
      await holdCredit(ref);
      return 'done';
    case 'ask':
    case 'remind':
      await askCandidate(ref);
      return 'done';
    case 'provide':
      await provide(ref);
      return 'done';
    case 'capture_credit':
      await captureCredit(ref);
      return 'done';
    case 'release_credit':
      await releaseCredit(ref);
      return 'done';
    case 'tell_company':
    case 'remind_company':
      await tellCompany(ref);
      return 'done';
    case 'close':
      await closeIntroduction(ref);
      return 'done';
  }
}

function lookAgainAfterFailure(error: unknown): 'look_again_later' {
  if (error instanceof ActivityFailure && !isCancellation(error)) return 'look_again_later';
  throw error;
}

const { lapseConsents, wakeOverdue, settleHolds, matchPositions } = proxyActivities<RelayRoundActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '1 minute',
  scheduleToCloseTimeout: '1 hour',
  retry: { initialInterval: '5 seconds', maximumInterval: '5 minutes' },
});

type RoundResult = { lapsed: number; woken: number; settled: number; introduced: number };

/** Run every hour by a Schedule, and at once when a position opens, a credit comes or a candidate joins. */
export async function relayRound(): Promise<RoundResult> {
  const lapsed = await lapseConsents();
  const woken = await wakeOverdue();
  const settled = await settleHolds();
  const introduced = await matchPositions();
  return { lapsed, woken, settled, introduced };
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, relayRound);
