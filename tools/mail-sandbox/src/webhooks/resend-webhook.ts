import { Webhook } from 'standardwebhooks';
import { smtpReply, type WebhookDelivery } from './delivery.ts';
import type { WebhookTransport } from './transport.ts';

/** Resend posts one event per request, signed as Standard Webhooks under Svix's header names. */
export function createResendTransport(options: { url: string; secret: string }, now: () => Date): WebhookTransport {
  const webhook = new Webhook(options.secret);
  return {
    url: options.url,
    maxBatchSize: 1,
    maxInFlight: 8,
    buildRequest([delivery]) {
      if (!delivery) throw new Error('Cannot build a webhook request without an event.');
      const body = JSON.stringify(toResendEvent(delivery));
      const signedAt = now();
      return {
        body,
        headers: {
          'svix-id': delivery.id,
          'svix-timestamp': String(Math.floor(signedAt.getTime() / 1000)),
          'svix-signature': webhook.sign(delivery.id, signedAt, body),
        },
      };
    },
  };
}

export function toResendEvent(delivery: WebhookDelivery) {
  const { mail, event, occurredAt } = delivery;
  const headers = Object.entries(mail.headers).map(([name, value]) => ({ name, value }));
  const data = {
    email_id: mail.id,
    created_at: mail.created_at,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    tags: Object.fromEntries(mail.tags.map(({ name, value }) => [name, value])),
    ...(headers.length > 0 ? { headers } : {}),
  };
  return { type: `email.${event}`, created_at: occurredAt, data: { ...data, ...toEventDetails(delivery) } };
}

function toEventDetails({ event, bounce, suppressedBy }: WebhookDelivery) {
  const { response } = smtpReply(bounce);
  const diagnosticCode = [`smtp; ${response}`];
  if (event === 'bounced') {
    const subType = bounce === 'Permanent' ? 'General' : 'MailboxFull';
    return { bounce: { type: bounce, subType, message: response, diagnosticCode } };
  }
  if (event === 'failed') return { failed: { reason: 'reached_daily_quota' } };
  if (event !== 'suppressed') return {};
  const message = 'Resend has suppressed sending to this address because it is on the account-level suppression list.';
  // Only these two reasons are described; a manual entry has none of its own.
  const reason = suppressedBy === 'complaint' ? 'previous_complaint' : 'previous_bounce';
  return { suppressed: { type: 'OnAccountSuppressionList', reason, message, diagnosticCode } };
}
