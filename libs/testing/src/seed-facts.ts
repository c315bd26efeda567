import { type Em, FactRow, type FollowUpCase } from '@goen/case-store';
import type { NewFact } from '@goen/cases';

/** Appends facts to a case as history: no projection, no webhook and no wake-up follows. */
export async function seedFacts(
  em: Em,
  { id: caseId, companyId, candidateId }: Pick<FollowUpCase, 'id' | 'companyId' | 'candidateId'>,
  ...facts: readonly NewFact[]
): Promise<void> {
  for (const { kind, at, data, dedupeKey } of facts) {
    await em.insert(FactRow, { companyId, caseId, candidateId, kind, at, data, dedupeKey: dedupeKey ?? null });
  }
}
