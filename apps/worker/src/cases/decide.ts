import { type CaseRef, type Decision, describeCaseSleep } from '@goen/candidate-case';
import { withCompany } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import type { ActivityContext } from '../activity-context.ts';

/** Loads the facts, evaluates the rules once, and keeps the result on the rows for lists. */
export function decide({ orm }: ActivityContext, { caseId, companyId, asOfMs }: CaseRef): Promise<Decision> {
  return withCompany(orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) return { step: { kind: 'none' }, stage: 'other', details: 'There is no such case.' };
    const skippedMs = loaded.row.skippedSeconds * 1000;
    const { step, stage, state, next } = await refreshProjection(em, loaded, asOfMs + skippedMs);
    const details =
      step.kind === 'wait'
        ? describeCaseSleep(step.next, step.untilMs)
        : `${state === 'closed' ? 'Closed' : 'Acts'}: ${next}.`;
    if (skippedMs === 0) return { step, stage, details };
    return { step: toWorkflowTime(step, skippedMs), stage, details, skippedMs };
  });
}

/** The workflow sleeps by its own clock, which was not moved. */
const toWorkflowTime = (step: Decision['step'], skippedMs: number): Decision['step'] =>
  step.kind === 'wait' ? { ...step, untilMs: step.untilMs - skippedMs } : step;
