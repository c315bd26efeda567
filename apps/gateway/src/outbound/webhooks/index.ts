import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { webhookDeliveryRoutes } from './delivery-routes.ts';
import { describeEvents } from './described-events.ts';
import { webhookRoutes } from './routes.ts';

/** All that answers without a secret, and what is sent out. */
export function webhooks(app: GatewayApp, context: GatewayContext): void {
  webhookRoutes(app, context);
  webhookDeliveryRoutes(app, context);
  describeEvents(app);
}
