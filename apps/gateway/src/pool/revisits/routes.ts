import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addListRevisits } from './list-revisits.route.ts';
import { addRemoveRevisit } from './remove-revisit.route.ts';
import { addSaveRevisit } from './save-revisit.route.ts';

export function addRevisitRoutes(app: GatewayApp, context: GatewayContext): void {
  addListRevisits(app, context);
  addSaveRevisit(app, context);
  addRemoveRevisit(app, context);
}
