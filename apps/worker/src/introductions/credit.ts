import { nextIntroductionStep } from '@goen/case-domain';
import { holdResult } from '@goen/contracts/internal';
import type { IntroductionRef } from '@goen/introduction';
import { appendIntroductionFact, type LoadedIntroduction, withIntroduction } from '@goen/relay';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { callService } from '../services/call-service.ts';
import { recordIntroduction } from './record-introduction.ts';

/** Of the introduction, so that a retry is the same hold. */
const holdIdOf = (introductionId: string) => `introduction:${introductionId}`;
export const introductionOfHold = (holdId: string): string | null =>
  /^introduction:([0-9a-f-]{36})$/.exec(holdId)?.[1] ?? null;

/** Sets a credit of the company aside. Without one the introduction ends before anybody is asked. */
export async function holdCredit(context: ActivityContext, ref: IntroductionRef): Promise<void> {
  const companyId = await companyAt(context, ref, 'hold_credit');
  if (companyId === null) return;
  const kind = await callService(
    context.credit,
    `/companies/${companyId}/holds`,
    { id: holdIdOf(ref.introductionId) },
    holdResult,
  ).then(
    (): 'credit.held' => 'credit.held',
    (error: unknown): 'credit.refused' => {
      if (error instanceof ApplicationFailure && error.type === 'insufficient_credits') return 'credit.refused';
      throw error;
    },
  );
  await write(context, ref, kind);
}

/** The profile is out: the credit is spent. */
export async function captureCredit(context: ActivityContext, ref: IntroductionRef): Promise<void> {
  const companyId = await companyAt(context, ref, 'capture_credit');
  if (companyId === null) return;
  await endHold(context, companyId, ref, 'capture');
  await write(context, ref, 'credit.captured');
}

/**
 * Nothing was handed over: the credit is the company's again. That it ends is written first: a yes that comes while the
 * credit is on its way, or a position that opens again, would else hand somebody over without one.
 */
export async function releaseCredit(context: ActivityContext, ref: IntroductionRef): Promise<void> {
  const companyId = await beginEnd(context, ref);
  if (companyId === null) return;
  await endHold(context, companyId, ref, 'release');
  await write(context, ref, 'credit.released');
}

const beginEnd = ({ orm }: ActivityContext, { introductionId, asOfMs }: IntroductionRef): Promise<string | null> =>
  withIntroduction(orm, introductionId, asOfMs, async ({ row, file }, em) => {
    const step = nextIntroductionStep(file, asOfMs);
    if (step.kind !== 'release_credit') return null;
    const kind = 'introduction.ending';
    const data = { ended: step.ended };
    await appendIntroductionFact(em, row, { kind, at: new Date(asOfMs), data, dedupeKey: kind });
    return row.companyId;
  });

function endHold({ credit }: ActivityContext, companyId: string, of: IntroductionRef, verb: 'capture' | 'release') {
  const hold = encodeURIComponent(holdIdOf(of.introductionId));
  return callService(credit, `/companies/${companyId}/holds/${hold}/${verb}`, {}, holdResult);
}

type CreditFact = 'credit.held' | 'credit.refused' | 'credit.captured' | 'credit.released';

const write = (context: ActivityContext, ref: IntroductionRef, kind: CreditFact): Promise<void> =>
  recordIntroduction(context, ref, () => ({ kind, at: new Date(ref.asOfMs), data: {}, dedupeKey: kind }));

/** The company whose credit it is, while the introduction still asks for this step; null: it looks again. */
const companyAt = (
  { orm }: ActivityContext,
  { introductionId, asOfMs }: IntroductionRef,
  step: 'hold_credit' | 'capture_credit',
): Promise<string | null> =>
  withIntroduction(orm, introductionId, asOfMs, ({ row, file }: LoadedIntroduction) =>
    Promise.resolve(nextIntroductionStep(file, asOfMs).kind === step ? row.companyId : null),
  );
