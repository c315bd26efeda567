import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addDecideMails } from './decide-mails.route.ts';
import { addListMails } from './list-mails.route.ts';
import { addPreviewMail } from './preview-mail.route.ts';

/** The mails about to leave in a company's name, for its members to review and decide. */
export function addMailQueueRoutes(app: GatewayApp, context: GatewayContext): void {
  addListMails(app, context);
  addPreviewMail(app, context);
  addDecideMails(app, context);
}
