import { describeCase } from '@goen/case-domain';
import { type Em, FeedbackRequest } from '@goen/case-store';
import { emitEvent } from '@goen/webhooks';
import type { NewFact } from '../fact-rows.ts';
import type { LoadedCase } from '../load-case.ts';
import { newId } from '../new-id.ts';

/** Writes a candidate's request for feedback and returns its fact; null when they may not ask, or have asked before. */
export async function requestFeedback(em: Em, { file, row }: LoadedCase, now: Date): Promise<NewFact | null> {
  const { feedback } = describeCase(file, now.getTime());
  if (feedback.kind !== 'available') return null;
  const { dueOn, rejectionId } = feedback;
  const { id: caseId, candidateId, companyId } = row;
  const requestId = newId();
  await em.insert(FeedbackRequest, {
    id: requestId,
    companyId,
    candidateId,
    caseId,
    rejectionId,
    state: 'open',
    dueOn,
    createdAt: now,
    phrases: [],
  });
  const data = { feedback_request_id: requestId, case_id: caseId, candidate_id: candidateId, due_on: dueOn };
  await emitEvent(em, companyId, 'feedback.requested', data, { at: now });
  return { kind: 'feedback.requested', at: now, data: { requestId, rejectionId, dueOn } };
}
