import { describeCase, findNotMailedReason, toMailStepName } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import type { NotMailedReason, StepName } from '@goen/contracts/public';
import { loadCases } from '../load-case.ts';
import type { Accepted } from './accept-report.ts';
import type { EvaluatedCase, EvaluatedCases } from './open-case.ts';
import type { Refusal } from './read-report.ts';

/** What the case of an accepted rejection does next, and whether a mail will tell the candidate about the rejection. */
export type Outlook = {
  readonly nextStep: StepName;
  readonly nextStepAt: Date | null;
  readonly willBeMailed: boolean;
  /** Null when it will be mailed. */
  readonly notMailedReason: NotMailedReason | null;
};

/** Per result; null for a refusal. Loads only the cases that are not `evaluated`: known ones and those joined. */
export async function readOutlooks(
  em: Em,
  results: readonly (Accepted | Refusal)[],
  evaluated: EvaluatedCases,
  now: Date,
): Promise<(Outlook | null)[]> {
  const caseIds = new Set(results.flatMap((result) => (result.kind === 'accepted' ? [result.caseId] : [])));
  const otherIds = [...caseIds].filter((caseId) => !evaluated.has(caseId));
  const cases: EvaluatedCases = new Map(evaluated);
  for (const [caseId, { file }] of otherIds.length > 0 ? await loadCases(em, otherIds) : []) {
    cases.set(caseId, { file, description: describeCase(file, now.getTime()) });
  }
  return results.map((result) => {
    if (result.kind === 'refused') return null;
    const evaluatedCase = cases.get(result.caseId);
    if (evaluatedCase === undefined) throw new Error('The case of an accepted rejection is missing');
    return toOutlook(evaluatedCase, result.rejectionId);
  });
}

export function toOutlook({ file, description }: EvaluatedCase, rejectionId: string): Outlook {
  const notMailedReason = findNotMailedReason(file, description, rejectionId);
  const { mail, next } = description;
  const waitsForResume = file.areMailsPaused === true && mail !== null && toMailStepName(mail.mail) === next;
  return {
    nextStep: description.next,
    nextStepAt: description.nextAtMs === null || waitsForResume ? null : new Date(description.nextAtMs),
    willBeMailed: notMailedReason === null,
    notMailedReason,
  };
}
