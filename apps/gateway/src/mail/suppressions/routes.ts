import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addExportSuppressions } from './export-suppressions.route.ts';
import { addImportSuppressions } from './import-suppressions.route.ts';
import { addListSuppressions } from './list-suppressions.route.ts';
import { addRemoveSuppression } from './remove-suppression.route.ts';

/** Addresses that a company's invitations and follow-ups must not go to. mail-service keeps them as hashes. */
export function addSuppressionRoutes(app: GatewayApp, context: GatewayContext): void {
  addListSuppressions(app, context);
  addExportSuppressions(app, context);
  addImportSuppressions(app, context);
  addRemoveSuppression(app, context);
}
