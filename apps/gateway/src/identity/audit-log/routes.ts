import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addExportAuditEvents } from './export-audit-events.route.ts';
import { addListAuditEvents } from './list-audit-events.route.ts';

export function addAuditRoutes(app: GatewayApp, context: GatewayContext): void {
  addListAuditEvents(app, context);
  addExportAuditEvents(app, context);
}
