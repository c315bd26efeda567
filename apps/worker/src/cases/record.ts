import type { CaseRef } from '@goen/candidate-case';
import { type Em, withCompany } from '@goen/case-store';
import { appendFact, type LoadedCase, loadCase, type NewFact, refreshProjection } from '@goen/cases';
import type { ActivityContext } from '../activity-context.ts';

type Written = NewFact | NewFact[] | null;

/**
 * Writes what an act came to as facts of the case, with the case locked, and what lists show. `fact` may look at the
 * case once more and answer null when there is nothing to write. A repeat with the same dedupe key changes nothing.
 */
export async function record(
  { orm }: ActivityContext,
  { caseId, companyId, asOfMs }: CaseRef,
  fact: (loaded: LoadedCase, em: Em) => Written | Promise<Written>,
): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) return;
    const written = await fact(loaded, em);
    let isNew = false;
    for (const one of written === null ? [] : [written].flat()) {
      isNew = (await appendFact(em, loaded.row, one)) || isNew;
    }
    if (!isNew) return;
    const after = await loadCase(em, caseId);
    if (after) await refreshProjection(em, after, asOfMs);
  });
}
