import { createHash, createHmac } from 'node:crypto';
import { extractAddress } from '../mails/address.ts';
import { smtpReply, type WebhookDelivery } from './delivery.ts';
import type { WebhookTransport } from './transport.ts';

const account = { portalId: 62_515, appId: 54_321, subscriptionId: 4025 };

/**
 * HubSpot posts events in arrays, signed over method, URI, body and time. It pushes no events of single sends itself:
 * the sandbox posts records of HubSpot's email events API in the envelope of its webhooks, with the sendId.
 */
export function createHubspotTransport(
  options: { url: string; clientSecret: string; withV1?: boolean },
  now: () => Date,
): WebhookTransport {
  const { url, clientSecret, withV1 = false } = options;
  return {
    url,
    maxBatchSize: 100,
    maxInFlight: 2,
    buildRequest(deliveries) {
      const body = JSON.stringify(deliveries.map(toHubspotEvent));
      const timestamp = String(now().getTime());
      return {
        body,
        headers: {
          'x-hubspot-request-timestamp': timestamp,
          'x-hubspot-signature-v3': signV3(clientSecret, { method: 'POST', url, body, timestamp }),
          ...(withV1 ? { 'x-hubspot-signature': signV1(clientSecret, body), 'x-hubspot-signature-version': 'v1' } : {}),
        },
      };
    },
  };
}

type SignedRequest = { method: string; url: string; body: string; timestamp: string };
/** https://developers.hubspot.com/docs/api/webhooks/validating-requests: over method, URI, body and time. */
export const signV3 = (clientSecret: string, { method, url, body, timestamp }: SignedRequest): string =>
  createHmac('sha256', clientSecret)
    .update(method + url + body + timestamp)
    .digest('base64');
/** The older signature: over the secret and the body. */
export const signV1 = (clientSecret: string, body: string): string =>
  createHash('sha256')
    .update(clientSecret + body)
    .digest('hex');

function toHubspotEvent(delivery: WebhookDelivery) {
  const { id, mail, attempts } = delivery;
  const occurredAt = Date.parse(delivery.occurredAt);
  return {
    ...account,
    eventId: Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16),
    subscriptionType: 'email.event',
    attemptNumber: attempts.length,
    occurredAt,
    id,
    created: occurredAt,
    recipient: extractAddress(mail.to[0] ?? ''),
    emailCampaignId: Number(mail.tags.find((tag) => tag.name === 'emailId')?.value ?? 0),
    sentBy: { id: mail.id, created: Date.parse(mail.created_at) },
    ...(mail.reference === null ? {} : { sendId: mail.reference }),
    statusId: mail.provider_id,
    ...toEventDetails(delivery),
  };
}

function toEventDetails({ event, bounce }: WebhookDelivery) {
  if (event === 'sent') return { type: 'SENT' };
  if (event === 'delivered') return { type: 'DELIVERED', response: '250 OK' };
  if (event === 'complained') return { type: 'SPAMREPORT' };
  if (event === 'failed') return { type: 'DROPPED', dropReason: 'MTA_IGNORE' };
  if (event === 'suppressed') return { type: 'DROPPED', dropReason: 'PREVIOUSLY_BOUNCED' };
  const category = bounce === 'Permanent' ? 'UNKNOWN_USER' : 'MAILBOX_FULL';
  return { type: 'BOUNCE', category, ...smtpReply(bounce) };
}
