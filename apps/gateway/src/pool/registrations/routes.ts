import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addDecideRegistrations } from './decide-registrations.route.ts';
import { addListRegistrations } from './list-registrations.route.ts';

/** People who registered themselves, and what the company says about them. */
export function addRegistrationRoutes(app: GatewayApp, context: GatewayContext): void {
  addListRegistrations(app, context);
  addDecideRegistrations(app, context);
}
