import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addGetIntroduction } from './get-introduction.route.ts';
import { addListIntroductions } from './list-introductions.route.ts';
import { addReportEmployment } from './report-employment.route.ts';
import { addReportIntroduction } from './report-introduction.route.ts';

/** Candidates of other companies who are introduced to this one. */
export function addIntroductionRoutes(app: GatewayApp, context: GatewayContext): void {
  addListIntroductions(app, context);
  addGetIntroduction(app, context);
  addReportIntroduction(app, context);
  addReportEmployment(app, context);
}
