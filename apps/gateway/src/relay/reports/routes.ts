import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addGetCandidateExperience } from './get-candidate-experience.route.ts';
import { addGetRelayReport } from './get-relay-report.route.ts';
import { addListReportFacts } from './list-report-facts.route.ts';
import { addEnterApplications } from './results/enter-applications.route.ts';
import { addGetResults } from './results/get-results.route.ts';
import { addListResultFacts } from './results/list-result-facts.route.ts';
import { addRemoveEnteredApplications } from './results/remove-entered-applications.route.ts';

/** What came back to a company; every number links to the facts that it counts. */
export function addReportRoutes(app: GatewayApp, context: GatewayContext): void {
  addGetRelayReport(app, context);
  addListReportFacts(app, context);
  addGetCandidateExperience(app, context);
  addGetResults(app, context);
  addListResultFacts(app, context);
  addEnterApplications(app, context);
  addRemoveEnteredApplications(app, context);
}
