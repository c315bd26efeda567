import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addCreateTagOverrule } from './create-tag-overrule.route.ts';
import { addDeleteTagOverrule } from './delete-tag-overrule.route.ts';
import { addListTagOverrules } from './list-tag-overrules.route.ts';

/** Values that are refused as sensitive, and that the company says are names of skills or jobs. */
export function addTagOverruleRoutes(app: GatewayApp, context: GatewayContext): void {
  addListTagOverrules(app, context);
  addCreateTagOverrule(app, context);
  addDeleteTagOverrule(app, context);
}
