import { nextIntroductionStep } from '@goen/case-domain';
import type { IntroductionDecision, IntroductionRef } from '@goen/introduction';
import { refreshIntroduction, withIntroduction } from '@goen/relay';
import type { ActivityContext } from '../activity-context.ts';

/** Loads the facts, asks the rules, and keeps the answer on the row for lists. */
export async function decideIntroduction(
  { orm }: ActivityContext,
  { introductionId, asOfMs }: IntroductionRef,
): Promise<IntroductionDecision> {
  const decided = await withIntroduction(orm, introductionId, asOfMs, async (loaded, em) => {
    const step = nextIntroductionStep(loaded.file, asOfMs);
    await refreshIntroduction(em, loaded, asOfMs);
    const { state, ended } = loaded.row;
    const waits =
      step.kind === 'wait'
        ? `Sleeps until ${new Date(step.untilMs).toISOString()}, then: ${step.next}.`
        : `${step.kind}.`;
    return { step, details: `${state}${ended ? ` (${ended})` : ''}. ${waits}` };
  });
  return decided ?? { step: { kind: 'none' }, details: 'There is no such introduction.' };
}
