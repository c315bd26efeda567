import type { FollowUpCase } from '@goen/case-store';
import { readNextStepAt } from '@goen/cases';
import type { CaseSummary } from '@goen/contracts/public';

/** What lists and single cases have in common. */
export const summarizeCase = (row: FollowUpCase, areMailsPaused: boolean): CaseSummary => ({
  id: row.id,
  candidate_id: row.candidateId,
  state: row.state,
  stage: row.stage,
  next_step: row.nextStep,
  next_step_at: readNextStepAt(row, areMailsPaused)?.toISOString() ?? null,
  opened_at: row.openedAt.toISOString(),
  closed_reason: row.closedReason ?? null,
});
