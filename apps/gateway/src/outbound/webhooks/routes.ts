import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addChangeWebhookEndpoint } from './change-endpoint.route.ts';
import { addCreateChat } from './create-chat.route.ts';
import { addCreateWebhookEndpoint } from './create-endpoint.route.ts';
import { addDeleteWebhookEndpoint } from './delete-endpoint.route.ts';
import { documentEvents } from './document-events.ts';
import { addGetWebhookEndpoint } from './get-endpoint.route.ts';
import { addGetWebhookEvent } from './get-event.route.ts';
import { addListWebhookDeliveries } from './list-deliveries.route.ts';
import { addListWebhookEndpoints } from './list-endpoints.route.ts';
import { addReplayWebhookEvent } from './replay-event.route.ts';
import { addRotateWebhookSecret } from './rotate-secret.route.ts';
import { addTestWebhookEndpoint } from './test-endpoint.route.ts';

/** The endpoints of a company, their deliveries, and the description of the events that we send. */
export function addWebhookRoutes(app: GatewayApp, context: GatewayContext): void {
  addListWebhookEndpoints(app, context);
  addCreateWebhookEndpoint(app, context);
  addCreateChat(app, context);
  addGetWebhookEndpoint(app, context);
  addChangeWebhookEndpoint(app, context);
  addDeleteWebhookEndpoint(app, context);
  addRotateWebhookSecret(app, context);
  addListWebhookDeliveries(app, context);
  addTestWebhookEndpoint(app, context);
  addGetWebhookEvent(app, context);
  addReplayWebhookEvent(app, context);
  documentEvents(app);
}
