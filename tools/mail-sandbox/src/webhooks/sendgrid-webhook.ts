import { type KeyObject, sign } from 'node:crypto';
import { extractAddress } from '../mails/address.ts';
import { smtpReply, type WebhookDelivery } from './delivery.ts';
import type { WebhookTransport } from './transport.ts';

/** SendGrid posts events in arrays, signed with ECDSA over the timestamp and the raw body. */
export function createSendgridTransport(url: string, privateKey: KeyObject, now: () => Date): WebhookTransport {
  return {
    url,
    maxBatchSize: 1000,
    maxInFlight: 2,
    buildRequest(deliveries) {
      const body = JSON.stringify(deliveries.flatMap(toSendgridEvents));
      const timestamp = String(Math.floor(now().getTime() / 1000));
      return {
        body,
        headers: {
          'x-twilio-email-event-webhook-timestamp': timestamp,
          'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(timestamp + body), privateKey).toString(
            'base64',
          ),
        },
      };
    },
  };
}

/** One event per recipient. */
function toSendgridEvents(delivery: WebhookDelivery) {
  const { id, mail, occurredAt } = delivery;
  const categories = mail.tags.filter((tag) => tag.name === 'category').map((tag) => tag.value);
  return mail.to.map((recipient, index) => ({
    ...mail.custom_args,
    email: extractAddress(recipient),
    timestamp: Math.floor(Date.parse(occurredAt) / 1000),
    'smtp-id': mail.message_id,
    ...(categories.length > 0 ? { category: categories } : {}),
    sg_event_id: index === 0 ? id : `${id}-${index}`,
    sg_message_id: mail.provider_id,
    ...toEventDetails(delivery),
  }));
}

const dropReasons = {
  bounce: 'Bounced Address',
  complaint: 'Spam Reporting Address',
  manual: 'Unsubscribed Address',
} as const;

function toEventDetails({ event, bounce, suppressedBy }: WebhookDelivery) {
  if (event === 'sent') return { event: 'processed' };
  if (event === 'delivered') return { event: 'delivered', response: '250 OK' };
  if (event === 'complained') return { event: 'spamreport' };
  if (event === 'failed') return { event: 'dropped', reason: 'Invalid SMTPAPI header' };
  if (event === 'suppressed') return { event: 'dropped', reason: dropReasons[suppressedBy] };
  const { status, response } = smtpReply(bounce);
  const isPermanent = bounce === 'Permanent';
  return {
    event: 'bounce',
    type: isPermanent ? 'bounce' : 'blocked',
    bounce_classification: isPermanent ? 'Invalid Address' : 'Mailbox Unavailable',
    reason: response,
    status,
  };
}
