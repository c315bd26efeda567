import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addGetIntroduction } from './get-introduction.route.ts';
import { addListIntroductions } from './list-introductions.route.ts';
import { addListReferredIntroductions } from './list-referred-introductions.route.ts';
import { addReportEmployment } from './report-employment.route.ts';
import { addReportIntroduction } from './report-introduction.route.ts';

/** Candidates of other companies who are introduced to this one, and those whom it referred. */
export function addIntroductionRoutes(app: GatewayApp, context: GatewayContext): void {
  addListIntroductions(app, context);
  addGetIntroduction(app, context);
  addListReferredIntroductions(app, context);
  addReportIntroduction(app, context);
  addReportEmployment(app, context);
}
