import { nextIntroductionStep } from '@goen/case-domain';
import { holdResult } from '@goen/contracts/internal';
import type { IntroductionRef } from '@goen/introduction';
import { appendIntroductionFact, type LoadedIntroduction, withIntroduction } from '@goen/relay';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { callService } from '../services/call-service.ts';
import { recordIntroduction } from './record-introduction.ts';

/** Derived from the introduction, so that a retry is the same hold. */
const toHoldId = (introductionId: string) => `introduction:${introductionId}`;
/** The introduction of a hold; null when it belongs to none. */
export const parseHoldId = (holdId: string): string | null =>
  /^introduction:([0-9a-f-]{36})$/.exec(holdId)?.[1] ?? null;

/** Holds a credit of the company. Without one, the introduction ends before the candidate is asked. */
export async function holdCredit(context: ActivityContext, ref: IntroductionRef): Promise<void> {
  const companyId = await findCompanyIfDue(context, ref, 'hold_credit');
  if (companyId === null) return;
  const kind = await callService(
    context.credit,
    `/companies/${companyId}/holds`,
    { id: toHoldId(ref.introductionId) },
    holdResult,
  ).then(
    (): 'credit.held' => 'credit.held',
    (error: unknown): 'credit.refused' => {
      if (error instanceof ApplicationFailure && error.type === 'insufficient_credits') return 'credit.refused';
      throw error;
    },
  );
  await recordCreditFact(context, ref, kind);
}

/** The profile has been handed over: the credit is spent. */
export async function captureCredit(context: ActivityContext, ref: IntroductionRef): Promise<void> {
  const companyId = await findCompanyIfDue(context, ref, 'capture_credit');
  if (companyId === null) return;
  await endHold(context, companyId, ref, 'capture');
  await recordCreditFact(context, ref, 'credit.captured');
}

/**
 * Releases the hold because nothing was handed over. `introduction.ending` is recorded first: otherwise a consent or a
 * reopened position during the release could hand over a profile without a credit.
 */
export async function releaseCredit(context: ActivityContext, ref: IntroductionRef): Promise<void> {
  const companyId = await recordEnding(context, ref);
  if (companyId === null) return;
  await endHold(context, companyId, ref, 'release');
  await recordCreditFact(context, ref, 'credit.released');
}

const recordEnding = ({ orm }: ActivityContext, { introductionId, asOfMs }: IntroductionRef): Promise<string | null> =>
  withIntroduction(orm, introductionId, asOfMs, async ({ row, file }, em) => {
    const step = nextIntroductionStep(file, asOfMs);
    if (step.kind !== 'release_credit') return null;
    const kind = 'introduction.ending';
    const data = { ended: step.ended };
    await appendIntroductionFact(em, row, { kind, at: new Date(asOfMs), data, dedupeKey: kind });
    return row.companyId;
  });

function endHold({ credit }: ActivityContext, companyId: string, ref: IntroductionRef, verb: 'capture' | 'release') {
  const hold = encodeURIComponent(toHoldId(ref.introductionId));
  return callService(credit, `/companies/${companyId}/holds/${hold}/${verb}`, {}, holdResult);
}

type CreditFact = 'credit.held' | 'credit.refused' | 'credit.captured' | 'credit.released';

const recordCreditFact = (context: ActivityContext, ref: IntroductionRef, kind: CreditFact): Promise<void> =>
  recordIntroduction(context, ref, () => ({ kind, at: new Date(ref.asOfMs), data: {}, dedupeKey: kind }));

/** The company that pays, if the step is still due; null otherwise, and the workflow decides again. */
const findCompanyIfDue = (
  { orm }: ActivityContext,
  { introductionId, asOfMs }: IntroductionRef,
  step: 'hold_credit' | 'capture_credit',
): Promise<string | null> =>
  withIntroduction(orm, introductionId, asOfMs, ({ row, file }: LoadedIntroduction) =>
    Promise.resolve(nextIntroductionStep(file, asOfMs).kind === step ? row.companyId : null),
  );
