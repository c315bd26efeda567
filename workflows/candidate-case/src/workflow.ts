import type { CandidateCaseInput } from '@goen/contracts/workflow';
import { sleepThenAct } from '@goen/workflow-kit';
import {
  proxyActivities,
  proxyLocalActivities,
  setWorkflowOptions,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { CandidateCaseActivities, Decision, MailActivities } from './activities.ts';
import { type CaseRef, mailTaskQueue, nudgeSignal } from './messages.ts';
import { describeCaseSleep, toSearchAttributes } from './visibility.ts';

const { decide } = proxyLocalActivities<CandidateCaseActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
const { refer, reverseReferral, expireRegistration, suppress, erase, close } = proxyActivities<CandidateCaseActivities>(
  {
    startToCloseTimeout: '1 minute',
    scheduleToCloseTimeout: '12 hours',
    retry: { initialInterval: '2 seconds', maximumInterval: '30 minutes' },
  },
);
const { sendMail } = proxyActivities<MailActivities>({
  taskQueue: mailTaskQueue,
  startToCloseTimeout: '2 minutes',
  // A worker that dies while sending is detected within seconds; the mail's key makes the retry the same mail.
  heartbeatTimeout: '15 seconds',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '10 seconds', maximumInterval: '30 minutes' },
});

/** A reminder that cannot be sent must not delay the mail it is about, so it is given up after minutes. */
const { remindRecruiter } = proxyActivities<CandidateCaseActivities>({
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '5 minutes',
  retry: { initialInterval: '2 seconds', maximumInterval: '1 minute' },
});

/** The follow-up of one rejected candidate. */
export async function candidateCase({ caseId, companyId, wakeAtMs, next }: CandidateCaseInput): Promise<void> {
  let skippedMs = 0;
  await sleepThenAct<CandidateCaseInput, Decision>({
    nudgeSignal,
    wakeAtMs,
    timerSummary: `until ${next ?? 'recheck'}`,
    sleepDetails: describeCaseSleep(next, wakeAtMs),
    decide: async (nowMs) => {
      const decision = await decide({ caseId, companyId, asOfMs: nowMs });
      skippedMs = decision.skippedMs ?? 0;
      return decision;
    },
    act: (step, nowMs) => {
      const ref = { caseId, companyId, asOfMs: nowMs + skippedMs };
      return act(skippedMs === 0 ? ref : { ...ref, skippedMs }, step);
    },
    onSleep: (step, { stage }) => upsertSearchAttributes(toSearchAttributes(stage, step)),
    nextInput: (nextWakeAtMs, step) => ({
      caseId,
      companyId,
      wakeAtMs: nextWakeAtMs,
      ...(step && { next: step.next }),
    }),
  });
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, candidateCase);

type ActStep = Exclude<Decision['step'], { kind: 'wait' | 'none' }>;

/** Performs a step. What came of it is in the facts, so the next decision needs no result. */
function act(ref: CaseRef, step: ActStep): Promise<void> {
  switch (step.kind) {
    case 'mail':
      return sendMail(ref, step);
    case 'refer':
      return refer(ref, step);
    case 'reverse_referral':
      return reverseReferral(ref, step);
    case 'remind_recruiter':
      return remindRecruiter(ref, step);
    case 'expire_registration':
      return expireRegistration(ref, step);
    case 'suppress':
      return suppress(ref);
    case 'erase':
      return erase(ref);
    case 'close':
      return close(ref, step);
  }
}
