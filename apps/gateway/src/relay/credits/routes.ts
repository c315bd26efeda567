import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addGetCreditStatement } from './get-credit-statement.route.ts';
import { addGetCredits } from './get-credits.route.ts';

/** Points and credits of a company. credit-service keeps the books. */
export function addCreditRoutes(app: GatewayApp, context: GatewayContext): void {
  addGetCredits(app, context);
  addGetCreditStatement(app, context);
}
