import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addDecideRegistrations } from './decide-registrations.route.ts';
import { addGetRelayTemplate } from './get-relay-template.route.ts';
import { addListRegistrations } from './list-registrations.route.ts';
import { addRotateRegistrationLink } from './rotate-registration-link.route.ts';
import { addTestRegistration } from './test-registration.route.ts';

/** People who registered themselves, and what the company says about them. */
export function addRegistrationRoutes(app: GatewayApp, context: GatewayContext, operatorName: string): void {
  addListRegistrations(app, context);
  addDecideRegistrations(app, context);
  addGetRelayTemplate(app, context, operatorName);
  addRotateRegistrationLink(app, context);
  addTestRegistration(app, context);
}
