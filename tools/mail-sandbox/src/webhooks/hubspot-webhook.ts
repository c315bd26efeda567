import { createHash, createHmac } from 'node:crypto';
import { addressOf } from '../mails/address.ts';
import { diagnosis, type Notice } from './notice.ts';
import type { Transport } from './transport.ts';

const account = { portalId: 62_515, appId: 54_321, subscriptionId: 4025 };

/**
 * HubSpot posts events in arrays, signed over method, URI, body and time. It pushes no events of single sends itself;
 * what is sent here is the record of its email events API in the envelope of its webhooks, with the sendId.
 */
export function hubspotTransport(
  options: { url: string; clientSecret: string; withV1?: boolean },
  now: () => Date,
): Transport {
  const { url, clientSecret, withV1 = false } = options;
  return {
    url,
    maxBatch: 100,
    atOnce: 2,
    request(notices) {
      const body = JSON.stringify(notices.map(hubspotEvent));
      const timestamp = String(now().getTime());
      return {
        body,
        headers: {
          'x-hubspot-request-timestamp': timestamp,
          'x-hubspot-signature-v3': signatureV3(clientSecret, { method: 'POST', url, body, timestamp }),
          ...(withV1
            ? { 'x-hubspot-signature': signatureV1(clientSecret, body), 'x-hubspot-signature-version': 'v1' }
            : {}),
        },
      };
    },
  };
}

type Signed = { method: string; url: string; body: string; timestamp: string };
/** https://developers.hubspot.com/docs/api/webhooks/validating-requests: over method, URI, body and time. */
export const signatureV3 = (clientSecret: string, { method, url, body, timestamp }: Signed): string =>
  createHmac('sha256', clientSecret)
    .update(method + url + body + timestamp)
    .digest('base64');
/** The older one: over the secret and the body. */
export const signatureV1 = (clientSecret: string, body: string): string =>
  createHash('sha256')
    .update(clientSecret + body)
    .digest('hex');

export function hubspotEvent({ id, mail, event, bounce, at, attempts }: Notice) {
  const occurredAt = Date.parse(at);
  return {
    ...account,
    eventId: Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16),
    subscriptionType: 'email.event',
    attemptNumber: attempts.length,
    occurredAt,
    id,
    created: occurredAt,
    recipient: addressOf(mail.to[0] ?? ''),
    emailCampaignId: Number(mail.tags.find((tag) => tag.name === 'emailId')?.value ?? 0),
    sentBy: { id: mail.id, created: Date.parse(mail.created_at) },
    ...(mail.reference === null ? {} : { sendId: mail.reference }),
    statusId: mail.provider_id,
    ...detailOf(event, bounce),
  };
}

function detailOf(event: Notice['event'], bounce: Notice['bounce']) {
  if (event === 'sent') return { type: 'SENT' };
  if (event === 'delivered') return { type: 'DELIVERED', response: '250 OK' };
  if (event === 'complained') return { type: 'SPAMREPORT' };
  if (event === 'failed') return { type: 'DROPPED', dropReason: 'MTA_IGNORE' };
  if (event === 'suppressed') return { type: 'DROPPED', dropReason: 'PREVIOUSLY_BOUNCED' };
  const category = bounce === 'Permanent' ? 'UNKNOWN_USER' : 'MAILBOX_FULL';
  return { type: 'BOUNCE', category, ...diagnosis(bounce) };
}
