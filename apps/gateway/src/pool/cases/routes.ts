import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addAdvanceCase } from './advance-case.route.ts';
import { addGetCase } from './get-case.route.ts';
import { addListCases } from './list-cases.route.ts';

/** The follow-up of each rejected candidate. */
export function addCaseRoutes(app: GatewayApp, context: GatewayContext): void {
  addListCases(app, context);
  addGetCase(app, context);
  addAdvanceCase(app, context);
}
