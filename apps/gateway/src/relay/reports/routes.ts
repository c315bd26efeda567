import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addGetCandidateExperience } from './get-candidate-experience.route.ts';
import { addGetRelayReport } from './get-relay-report.route.ts';
import { addListReportFacts } from './list-report-facts.route.ts';

/** What the relay brought back to a company; every number links to the facts that it counts. */
export function addReportRoutes(app: GatewayApp, context: GatewayContext): void {
  addGetRelayReport(app, context);
  addListReportFacts(app, context);
  addGetCandidateExperience(app, context);
}
