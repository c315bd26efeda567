import { nextIntroductionStep } from '@goen/case-domain';
import { describeSleep, type IntroductionDecision, type IntroductionRef } from '@goen/introduction';
import { refreshIntroduction, withIntroduction } from '@goen/relay';
import type { ActivityContext } from '../activity-context.ts';

/** Loads the facts, evaluates the next step, and stores it on the row for lists. */
export async function decideIntroduction(
  { orm }: ActivityContext,
  { introductionId, asOfMs }: IntroductionRef,
): Promise<IntroductionDecision> {
  const decision = await withIntroduction(orm, introductionId, asOfMs, async (loaded, em) => {
    const step = nextIntroductionStep(loaded.file, asOfMs);
    await refreshIntroduction(em, loaded, asOfMs);
    const { state, ended } = loaded.row;
    const next = step.kind === 'wait' ? describeSleep(step.untilMs, step.next) : `${step.kind}.`;
    return { step, details: `${state}${ended ? ` (${ended})` : ''}. ${next}` };
  });
  return decision ?? { step: { kind: 'none' }, details: 'Introduction not found.' };
}
