import { withCompany } from '@goen/case-store';
import { type AuditActor, answerFeedback, recordAudit } from '@goen/cases';
import type { FeedbackAnswerBody, FeedbackRequestView } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewFeedbackRequest } from './list-feedback-requests.ts';

/**
 * Records a member's answer to a request for feedback. `answer` null: a refusal. Throws `not_found`, `feedback_closed`,
 * and `invalid_request` for a phrase that the company has not approved.
 */
export function answerFeedbackRequest(
  { orm, now }: GatewayContext,
  companyId: string,
  requestId: string,
  { actor, answer }: { readonly actor: AuditActor; readonly answer: FeedbackAnswerBody | null },
): Promise<FeedbackRequestView> {
  return withCompany(orm, companyId, async (em) => {
    const words = answer && { phrases: answer.phrases, ownWords: answer.own_words };
    const answered = await answerFeedback(em, { requestId, by: formatActor(actor), answer: words }, now());
    switch (answered.kind) {
      case 'unknown':
        throw new HttpProblem('not_found');
      case 'closed':
        throw new HttpProblem('feedback_closed');
      case 'unknown_phrase': {
        const detail = 'This phrase is not in your settings. Use own_words for it, or have it approved first.';
        const error = { pointer: `/phrases/${answered.index}`, code: 'unknown_phrase', detail };
        throw new HttpProblem('invalid_request', { errors: [error] });
      }
      case 'recorded': {
        const action = answer === null ? 'feedback_request.refused' : 'feedback_request.answered';
        await recordAudit(em, { companyId, actor, action, subject: { type: 'feedback_request', id: requestId } });
        return viewFeedbackRequest(em, answered.request);
      }
    }
  });
}
