import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addListHookDeliveries } from './list-deliveries.route.ts';
import { addReceiveHook } from './receive-hook.route.ts';
import { addReplayHookDeliveries } from './replay-deliveries.route.ts';
import { addReplayHookDelivery } from './replay-delivery.route.ts';

/** Where ATSs send their webhooks, and the journal of what they sent. */
export function addHookRoutes(app: GatewayApp, context: GatewayContext): void {
  addReceiveHook(app, context);
  addListHookDeliveries(app, context);
  addReplayHookDeliveries(app, context);
  addReplayHookDelivery(app, context);
}
