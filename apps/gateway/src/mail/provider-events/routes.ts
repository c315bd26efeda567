import { mailEvent } from '@goen/contracts/internal';
import { readJson, requireServiceTokenLegacy } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { recordMailEvent } from './record-mail-event.ts';

/** mail-service tells what providers reported. From within: it is no part of the public API. */
export function mailEventRoutes(app: GatewayApp, context: GatewayContext): void {
  app.use('/internal/mail-events', requireServiceTokenLegacy(context.mailEventsToken));
  app.post('/internal/mail-events', async (c) => {
    const event = await readJson(c, mailEvent);
    if (!(await recordMailEvent(context, event))) {
      context.logger.info({ messageId: event.messageId, kind: event.kind }, 'an event of a mail without a case');
    }
    return c.body(null, 204);
  });
}
