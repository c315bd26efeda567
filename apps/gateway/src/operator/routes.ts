import type { GatewayApp } from '../http/gateway-app.ts';
import { addAnswerComplaint } from './books/answer-complaint.route.ts';
import { addExportLedger } from './books/export-ledger.route.ts';
import { addExportPlacementReport } from './books/export-placement-report.route.ts';
import { addGetLicence } from './books/get-licence.route.ts';
import { addListComplaints } from './books/list-complaints.route.ts';
import { addListHandConfirmations } from './books/list-hand-confirmations.route.ts';
import { addRecordLicence } from './books/record-licence.route.ts';
import { addGetOperatorCase } from './cases/get-case.route.ts';
import { addListOperatorCases } from './cases/list-cases.route.ts';
import { addNudgeOperatorCase } from './cases/nudge-case.route.ts';
import { addPauseOperatorCase } from './cases/pause-case.route.ts';
import { addResumeOperatorCase } from './cases/resume-case.route.ts';
import { addListCompanies } from './companies/list-companies.route.ts';
import { addListOperatorConnections } from './connections/list-connections.route.ts';
import { addListDomains } from './connections/list-domains.route.ts';
import type { OperatorContext } from './operator-context.ts';
import { addGetHealth } from './platform/get-health.route.ts';
import { addListErasures } from './platform/list-erasures.route.ts';
import { addListRetention } from './platform/list-retention.route.ts';
import { addListSchedules } from './platform/list-schedules.route.ts';

/** What runs the platform: for sessions of the operator's staff only. */
export function addOperatorRoutes(app: GatewayApp, context: OperatorContext): void {
  addListCompanies(app, context);
  addListOperatorCases(app, context);
  addGetOperatorCase(app, context);
  addNudgeOperatorCase(app, context);
  addPauseOperatorCase(app, context);
  addResumeOperatorCase(app, context);
  addListOperatorConnections(app, context);
  addListDomains(app, context);
  addListSchedules(app, context);
  addGetLicence(app, context);
  addRecordLicence(app, context);
  addExportLedger(app, context);
  addExportPlacementReport(app, context);
  addListHandConfirmations(app, context);
  addListComplaints(app, context);
  addAnswerComplaint(app, context);
  addListRetention(app, context);
  addListErasures(app, context);
  addGetHealth(app, context);
}
