import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addGetMessage } from './get-message.route.ts';
import { addListMessages } from './list-messages.route.ts';
import { addShowMessageHtml } from './show-message-html.route.ts';

/** The mails that were handed over for sending, for the members of their company. */
export function addMessageRoutes(app: GatewayApp, context: GatewayContext): void {
  addListMessages(app, context);
  addGetMessage(app, context);
  addShowMessageHtml(app, context);
}
