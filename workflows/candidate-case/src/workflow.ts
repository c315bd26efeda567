import type { CandidateCaseInput } from '@goen/contracts/workflow';
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
import type { CandidateCaseActivities, Decision, MailActivities } from './activities.ts';
import { type CaseRef, mailTaskQueue, nudgeSignal } from './messages.ts';
import { attributesOf, wordsFor } from './visibility.ts';

const nudge = defineSignal(nudgeSignal);

const { decide } = proxyLocalActivities<CandidateCaseActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
const { refer, reverseReferral, suppress, erase, close } = proxyActivities<CandidateCaseActivities>({
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '12 hours',
  retry: { initialInterval: '2 seconds', maximumInterval: '30 minutes' },
});
const { sendMail } = proxyActivities<MailActivities>({
  taskQueue: mailTaskQueue,
  startToCloseTimeout: '2 minutes',
  // A worker that dies while it sends is noticed in seconds; the key makes the next try the same mail.
  heartbeatTimeout: '15 seconds',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '10 seconds', maximumInterval: '30 minutes' },
});

/** A reminder that can't be sent must not keep the mail that it is about: the case soon looks again. */
const { remindRecruiter } = proxyActivities<CandidateCaseActivities>({
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '5 minutes',
  retry: { initialInterval: '2 seconds', maximumInterval: '1 minute' },
});

/** After this many steps without a wait, the history is cut: a case has far fewer. */
const maxStepsARun = 50;
/** When something could not be done for so long: when the case looks again. */
const lookAgainMs = 3_600_000;

/**
 * The follow-up of one rejected candidate. Each run waits, then acts: what is replayed of a case that slept for months
 * is only "handler set, timer started", so it wakes on the newest code. Rows are truth; a nudge only means look again.
 */
export async function candidateCase({ caseId, companyId, wakeAtMs, next }: CandidateCaseInput): Promise<void> {
  let nudged = false;
  setHandler(nudge, () => {
    nudged = true;
  });
  setCurrentDetails(wordsFor(next, wakeAtMs));
  if (wakeAtMs > Date.now())
    await condition(() => nudged, wakeAtMs - Date.now(), { summary: `until ${next ?? 'look'}` });

  for (let steps = 0; steps < maxStepsARun; steps += 1) {
    nudged = false;
    const ref = { caseId, companyId, asOfMs: Date.now() };
    const decision = await decide(ref);
    setCurrentDetails(decision.details);
    if (nudged) continue;
    const { step } = decision;
    if (step.kind === 'none') return;
    if (step.kind === 'wait') {
      upsertSearchAttributes(attributesOf(decision));
      return continueAsNew<typeof candidateCase>({ caseId, companyId, wakeAtMs: step.untilMs, next: step.next });
    }
    const outcome = await act(ref, step).catch(lookAgainAfterFailure);
    if (outcome === 'look_again_later') {
      return continueAsNew<typeof candidateCase>({ caseId, companyId, wakeAtMs: Date.now() + lookAgainMs });
    }
  }
  return continueAsNew<typeof candidateCase>({ caseId, companyId, wakeAtMs: 0 });
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, candidateCase);

type Act = Exclude<Decision['step'], { kind: 'wait' | 'none' }>;

async function act(ref: CaseRef, step: Act): Promise<'done'> {
  switch (step.kind) {
    case 'mail':
      await sendMail(ref, step);
      return 'done';
    case 'refer':
      await refer(ref, step);
      return 'done';
    case 'reverse_referral':
      await reverseReferral(ref, step);
      return 'done';
    case 'remind_recruiter':
      await remindRecruiter(ref, step);
      return 'done';
    case 'suppress':
      await suppress(ref);
      return 'done';
    case 'erase':
      await erase(ref);
      return 'done';
    case 'close':
      await close(ref, step);
      return 'done';
  }
}

/** What could not be done for hours or days is no reason to fail a case: its facts are looked at again. */
function lookAgainAfterFailure(error: unknown): 'look_again_later' {
  if (error instanceof ActivityFailure && !isCancellation(error)) return 'look_again_later';
  throw error;
}
