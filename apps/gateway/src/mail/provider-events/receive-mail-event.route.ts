import { mailEvent } from '@goen/contracts/internal';
import { defineRoute, jsonBody } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { recordMailEvent } from './record-mail-event.ts';

const route = defineRoute({
  method: 'post',
  path: '/internal/mail-events',
  summary: 'Receive a bounce or complaint from mail-service',
  access: { scheme: 'mailService', scopes: ['mail-service'] },
  hide: true,
  request: {
    body: jsonBody(mailEvent, {
      key: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b:mail:1',
      company: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3c',
      messageId: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3d',
      kind: 'bounced',
      occurredAt: '2026-11-24T11:30:00+09:00',
    }),
  },
  responses: { 204: { description: 'Recorded, now or before, or about no case.' } },
});

export function addReceiveMailEvent(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const event = c.req.valid('json');
    if (!(await recordMailEvent(context, event))) {
      context.logger.info({ messageId: event.messageId, kind: event.kind }, 'Mail event about no known case; ignored');
    }
    return c.body(null, 204);
  });
}
