import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addChangePosition } from './change-position.route.ts';
import { addGetPosition } from './get-position.route.ts';
import { addListPositionConditions } from './list-position-conditions.route.ts';
import { addListPositions } from './list-positions.route.ts';
import { addOpenPosition } from './open-position.route.ts';

/** What a company is hiring for: it is matched with candidates of the relay, and mails to former candidates name it. */
export function addPositionRoutes(app: GatewayApp, context: GatewayContext): void {
  addOpenPosition(app, context);
  addListPositions(app, context);
  addGetPosition(app, context);
  addListPositionConditions(app, context);
  addChangePosition(app, context);
}
