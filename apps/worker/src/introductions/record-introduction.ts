import type { Em } from '@goen/case-store';
import type { IntroductionRef } from '@goen/introduction';
import {
  appendIntroductionFact,
  introductionFacts,
  type LoadedIntroduction,
  type NewIntroductionFact,
  refreshIntroduction,
  withIntroduction,
} from '@goen/relay';
import type { ActivityContext } from '../activity-context.ts';

/**
 * Records a fact of an introduction under its lock and refreshes what lists show. `fact` can check the locked state and
 * return null to record nothing. A repeat with the same dedupe key changes nothing.
 */
export async function recordIntroduction(
  { orm }: Pick<ActivityContext, 'orm'>,
  { introductionId, asOfMs }: IntroductionRef,
  fact: (loaded: LoadedIntroduction, em: Em) => NewIntroductionFact | null | Promise<NewIntroductionFact | null>,
): Promise<void> {
  await withIntroduction(orm, introductionId, asOfMs, async (loaded, em) => {
    const newFact = await fact(loaded, em);
    if (newFact === null) return;
    await appendIntroductionFact(em, loaded.row, newFact);
    const facts = await introductionFacts(em, introductionId);
    await refreshIntroduction(em, { ...loaded, file: { ...loaded.file, facts } }, asOfMs);
  });
}
