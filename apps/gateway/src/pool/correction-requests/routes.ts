import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addAnswerCorrectionRequest } from './answer-correction-request.route.ts';
import { addListCorrectionRequests } from './list-correction-requests.route.ts';

export function addCorrectionRequestRoutes(app: GatewayApp, context: GatewayContext): void {
  addListCorrectionRequests(app, context);
  addAnswerCorrectionRequest(app, context);
}
