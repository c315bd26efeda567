import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addAnswerFeedbackRequest } from './answer-feedback-request.route.ts';
import { addListFeedbackRequests } from './list-feedback-requests.route.ts';
import { addRefuseFeedbackRequest } from './refuse-feedback-request.route.ts';

/** Candidates who asked for feedback. Their answers are mails, and go through the queue. */
export function addFeedbackRoutes(app: GatewayApp, context: GatewayContext): void {
  addListFeedbackRequests(app, context);
  addAnswerFeedbackRequest(app, context);
  addRefuseFeedbackRequest(app, context);
}
