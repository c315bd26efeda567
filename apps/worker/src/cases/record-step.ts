import type { CaseRef } from '@goen/candidate-case';
import { type Em, withCompany } from '@goen/case-store';
import { type LoadedCase, type NewFact, recordFacts } from '@goen/cases';
import type { ActivityContext } from '../activity-context.ts';

type NewFacts = NewFact | readonly NewFact[] | null;

/**
 * Records the outcome of a step by the case's clock. `facts` may look at the locked case once more, write related rows,
 * and return null when there is nothing to record. The workflow decides again after each step, so nothing wakes it.
 */
export async function recordStep(
  { orm }: ActivityContext,
  { caseId, companyId, asOfMs }: CaseRef,
  facts: (loaded: LoadedCase, em: Em) => NewFacts | Promise<NewFacts>,
): Promise<void> {
  await withCompany(orm, companyId, (em) =>
    recordFacts({ em, now: new Date(asOfMs) }, { caseId, facts: (loaded) => facts(loaded, em), wake: 'none' }),
  );
}
