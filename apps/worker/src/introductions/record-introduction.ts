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
 * Writes what an act came to as a fact of the introduction, locked, and what lists show. `fact` may look once more and
 * answer null when there is nothing to write. A repeat with the same dedupe key changes nothing.
 */
export async function recordIntroduction(
  { orm }: Pick<ActivityContext, 'orm'>,
  { introductionId, asOfMs }: IntroductionRef,
  fact: (loaded: LoadedIntroduction, em: Em) => NewIntroductionFact | null | Promise<NewIntroductionFact | null>,
): Promise<void> {
  await withIntroduction(orm, introductionId, asOfMs, async (loaded, em) => {
    const written = await fact(loaded, em);
    if (written === null) return;
    await appendIntroductionFact(em, loaded.row, written);
    const facts = await introductionFacts(em, introductionId);
    await refreshIntroduction(em, { ...loaded, file: { ...loaded.file, facts } }, asOfMs);
  });
}
