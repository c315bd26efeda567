import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addAddImportStatus } from './add-import-status.route.ts';
import { addCancelImport } from './cancel-import.route.ts';
import { addChooseUndated } from './choose-undated.route.ts';
import { addCorrectImportRow } from './correct-import-row.route.ts';
import { addExportRefusedRows } from './export-refused-rows.route.ts';
import { addGetImport } from './get-import.route.ts';
import { addImportFile } from './import-file.route.ts';
import { addListImportRows } from './list-import-rows.route.ts';
import { addListImportSources } from './list-import-sources.route.ts';
import { addListImports } from './list-imports.route.ts';
import { addRecheckImport } from './recheck-import.route.ts';
import { addRunImport } from './run-import.route.ts';
import { addSaveImportColumns } from './save-import-columns.route.ts';

/** Files of rejections that a company uploads. */
export function addImportRoutes(app: GatewayApp, context: GatewayContext): void {
  addImportFile(app, context);
  addListImports(app, context);
  addListImportSources(app, context);
  addGetImport(app, context);
  addListImportRows(app, context);
  addExportRefusedRows(app, context);
  addCorrectImportRow(app, context);
  addRecheckImport(app, context);
  addAddImportStatus(app, context);
  addChooseUndated(app, context);
  addRunImport(app, context);
  addCancelImport(app, context);
  addSaveImportColumns(app, context);
}
