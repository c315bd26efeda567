import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addExportProvisionRecords } from './export-provision-records.route.ts';
import { addListProvisionRecords } from './list-provision-records.route.ts';

/** What a company provided to others and received from them (個人情報保護法 Art. 29, 30). */
export function addProvisionRecordRoutes(app: GatewayApp, context: GatewayContext): void {
  addListProvisionRecords(app, context);
  addExportProvisionRecords(app, context);
}
