import { type WebhookEventType, webhookEventTypes, webhookPayload } from '@goen/contracts/public';
import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';

const summaries: Readonly<Record<WebhookEventType, string>> = {
  'case.updated': 'A case opened, or its state, stage or next step changed',
  'consent.granted': 'A candidate consented to the relay or to follow-up mails',
  'consent.withdrawn': 'A candidate withdrew a consent',
  'credit.earned': 'A tenth point became a credit',
  'introduction.proposed': 'A candidate for a position of yours is asked about you',
  'introduction.accepted': 'The candidate said yes; the profile is there',
  'introduction.closed': 'An introduction that was proposed ended',
  'endpoint.test': 'You asked for a test of the endpoint',
};

const headers = z.object({
  'webhook-id': z.uuid().describe('of the event: the same at every try and replay'),
  'webhook-timestamp': z.string().describe('seconds since 1970, of this try'),
  'webhook-signature': z.string().describe('one or two signatures `v1,…`, parted by a space'),
});

/** The section `webhooks` of the OpenAPI document: what is sent to a company's endpoints. */
export function describeEvents(app: GatewayApp): void {
  for (const type of webhookEventTypes) {
    app.openAPIRegistry.registerWebhook({
      method: 'post',
      path: type,
      operationId: `on${type.replaceAll(/(^|\.)(\w)/g, (_all, _dot, letter: string) => letter.toUpperCase())}`,
      tags: ['webhooks'],
      summary: summaries[type],
      description: 'Signed as Standard Webhooks says. Answer 2xx within 15 seconds; 410 disables the endpoint.',
      security: [],
      request: {
        headers,
        body: { required: true, content: { 'application/json': { schema: webhookPayload(type) } } },
      },
      responses: {
        204: { description: 'Taken. Any 2xx will do.' },
        410: { description: 'The endpoint is gone, and is disabled.' },
      },
    });
  }
}
