import { type WebhookEventType, webhookEventTypes, webhookPayload } from '@goen/contracts/public';
import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';

const summaries: Readonly<Record<WebhookEventType, string>> = {
  'case.updated': 'A case was opened, or its state, stage or next step changed',
  'consent.granted': 'A candidate consented to the relay or to follow-up mails',
  'consent.declined': 'A candidate declined a consent',
  'consent.withdrawn': 'A candidate withdrew a consent',
  'message.sent': 'A mail to a candidate left',
  'message.delivered': 'The mail provider reported its delivery',
  'message.failed': 'The mail provider took a mail and gave up on it',
  'message.bounced': 'A mail bounced for good; the address gets no more',
  'message.complained': 'The recipient reported a mail as spam; the address gets no more',
  'candidate.erased': 'The details of a candidate were deleted',
  'credit.earned': 'Ten points became a credit',
  'introduction.proposed': 'A candidate for one of your positions is being asked about you',
  'introduction.accepted': 'The candidate agreed; you can read the profile',
  'introduction.closed': 'A proposed introduction ended',
  're_invitation.sent': 'A former candidate was written to about one of your openings',
  're_invitation.answered': 'They answered on their page; an interest waits for your reply',
  're_invitation.reapplied': 'They applied again after the mail',
  're_invitation.closed': 'A re-invitation ended',
  'feedback.requested': 'A candidate asked for feedback: answer by `due_on`',
  'correction.requested': 'A candidate asked for a correction of their details: answer without delay',
  'address.shared': 'Candidates with different names have one address: decide whose it is',
  'endpoint.test': 'You requested a test of the endpoint',
};

const headers = z.object({
  'webhook-id': z.uuid().describe('id of the event; the same for retries and replays'),
  'webhook-timestamp': z.string().describe('time of this attempt, in seconds since 1970'),
  'webhook-signature': z.string().describe('one or two signatures `v1,…`, separated by a space'),
});

/** Adds the section `webhooks` to the OpenAPI document: what we send to endpoints. */
export function documentEvents(app: GatewayApp): void {
  for (const type of webhookEventTypes) {
    app.openAPIRegistry.registerWebhook({
      method: 'post',
      path: type,
      operationId: `on${type.replaceAll(/(^|\.)(\w)/g, (_all, _dot, letter: string) => letter.toUpperCase())}`,
      tags: ['webhooks'],
      summary: summaries[type],
      description: 'Signed according to Standard Webhooks. Respond 2xx within 15 seconds; 410 disables the endpoint.',
      security: [],
      request: {
        headers,
        body: { required: true, content: { 'application/json': { schema: webhookPayload(type) } } },
      },
      responses: {
        204: { description: 'Received. Any 2xx status will do.' },
        410: { description: 'The endpoint is gone and is disabled.' },
      },
    });
  }
}
