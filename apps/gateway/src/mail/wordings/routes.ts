import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addGetBuiltInWording } from './get-built-in-wording.route.ts';
import { addListWordingVersions } from './list-wording-versions.route.ts';
import { addListWordings } from './list-wordings.route.ts';
import { addPreviewWording } from './preview-wording.route.ts';
import { addRetireWording } from './retire-wording.route.ts';
import { addSaveWording } from './save-wording.route.ts';
import { addSendTestMail } from './send-test-mail.route.ts';
import { addGetWordingEffect } from './wording-effect.route.ts';

/** A company's own wordings of its mails. mail-service keeps them; here an API key acts for its company. */
export function addWordingRoutes(app: GatewayApp, context: GatewayContext): void {
  addListWordings(app, context);
  addGetWordingEffect(app, context);
  addSaveWording(app, context);
  addRetireWording(app, context);
  addListWordingVersions(app, context);
  addGetBuiltInWording(app, context);
  addPreviewWording(app, context);
  addSendTestMail(app, context);
}
