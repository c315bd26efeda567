import { type SelectionNews, toStageText } from '../../selection.ts';
import { herpCandidacy, isOffered, toStepName } from './herp-candidacy.ts';

/** What a page says about candidacies in selection: without names, whatever the page has. */
export function readSelection(rows: readonly unknown[], completeSince: string | null): SelectionNews {
  const candidacies = rows.flatMap((row) => herpCandidacy.safeParse(row).data ?? []);
  const isOpen = (candidacy: (typeof candidacies)[number]) => candidacy.status === 'active' && !isOffered(candidacy);
  return {
    open: candidacies.filter(isOpen).map(({ id, step, stepUpdatedAt, appliedAt }) => ({
      applicationId: id,
      // HERP has no id of the person.
      candidateId: null,
      stage: toStageText(toStepName(step)),
      movedAt: readInstant(stepUpdatedAt) ?? readInstant(appliedAt),
    })),
    settled: candidacies.filter((candidacy) => !isOpen(candidacy)).map(({ id }) => id),
    completeSince,
  };
}

function readInstant(text: string | null | undefined): string | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
