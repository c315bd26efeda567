import { type CaseRef, type Decision, describeCaseSleep } from '@goen/candidate-case';
import { withCompany } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import type { ActivityContext } from '../activity-context.ts';

/** Loads the facts, evaluates the rules once, and keeps the result on the rows for lists. */
export function decide({ orm }: ActivityContext, { caseId, companyId, asOfMs }: CaseRef): Promise<Decision> {
  return withCompany(orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) return { step: { kind: 'none' }, stage: 'other', details: 'There is no such case.' };
    const { step, stage, state, next } = await refreshProjection(em, loaded, asOfMs);
    const details =
      step.kind === 'wait'
        ? describeCaseSleep(step.next, step.untilMs)
        : `${state === 'closed' ? 'Closed' : 'Acts'}: ${next}.`;
    return { step, stage, details };
  });
}
