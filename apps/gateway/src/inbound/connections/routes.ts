import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addChangeConnection } from './change-connection.route.ts';
import { addCreateConnection } from './create-connection.route.ts';
import { addDeleteConnection } from './delete-connection.route.ts';
import { addGetConnection } from './get-connection.route.ts';
import { addListConnectionKinds } from './list-connection-kinds.route.ts';
import { addListConnections } from './list-connections.route.ts';
import { addTestConnection } from './test-connection.route.ts';

/** The systems of a company that rejections come from and candidates go to. */
export function addConnectionRoutes(app: GatewayApp, context: GatewayContext): void {
  addListConnectionKinds(app);
  addCreateConnection(app, context);
  addListConnections(app, context);
  addGetConnection(app, context);
  addChangeConnection(app, context);
  addDeleteConnection(app, context);
  addTestConnection(app, context);
}
