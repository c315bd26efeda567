import { nextIntroductionStep } from '@goen/case-domain';
import { type LoadedIntroduction, withIntroduction } from '@goen/case-store';
import { holdResult } from '@goen/contracts';
import type { IntroductionRef } from '@goen/introduction';
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
export const captureCredit = (context: ActivityContext, ref: IntroductionRef): Promise<void> =>
  settle(context, ref, 'capture', 'credit.captured');

/** Nothing was handed over: the credit is the company's again. */
export const releaseCredit = (context: ActivityContext, ref: IntroductionRef): Promise<void> =>
  settle(context, ref, 'release', 'credit.released');

async function settle(
  context: ActivityContext,
  ref: IntroductionRef,
  verb: 'capture' | 'release',
  kind: 'credit.captured' | 'credit.released',
): Promise<void> {
  const companyId = await companyAt(context, ref, `${verb}_credit`);
  if (companyId === null) return;
  const hold = encodeURIComponent(holdIdOf(ref.introductionId));
  await callService(context.credit, `/companies/${companyId}/holds/${hold}/${verb}`, {}, holdResult);
  await write(context, ref, kind);
}

type CreditFact = 'credit.held' | 'credit.refused' | 'credit.captured' | 'credit.released';

const write = (context: ActivityContext, ref: IntroductionRef, kind: CreditFact): Promise<void> =>
  recordIntroduction(context, ref, () => ({ kind, at: new Date(ref.asOfMs), data: {}, dedupeKey: kind }));

/** The company whose credit it is, while the introduction still asks for this step; null: it looks again. */
const companyAt = (
  { orm }: ActivityContext,
  { introductionId, asOfMs }: IntroductionRef,
  step: string,
): Promise<string | null> =>
  withIntroduction(orm, introductionId, asOfMs, ({ row, file }: LoadedIntroduction) =>
    Promise.resolve(nextIntroductionStep(file, asOfMs).kind === step ? row.companyId : null),
  );
