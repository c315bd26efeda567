import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addExportCandidates } from './export-candidates.route.ts';
import { addListSyncRecords } from './list-sync-records.route.ts';
import { addResyncConnection } from './resync-connection.route.ts';
import { addRetrySyncRecords } from './retry-sync-records.route.ts';

/** The sync state of a company's CRMs, and the file for one that has no API. */
export function addCrmSyncRoutes(app: GatewayApp, context: GatewayContext): void {
  addListSyncRecords(app, context);
  addRetrySyncRecords(app, context);
  addResyncConnection(app, context);
  addExportCandidates(app, context);
}
