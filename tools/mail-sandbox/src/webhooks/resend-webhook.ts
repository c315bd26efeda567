import { Webhook } from 'standardwebhooks';
import { diagnosis, type Notice } from './notice.ts';
import type { Transport } from './transport.ts';

/** Resend posts one event a request, signed as Standard Webhooks under Svix's header names. */
export function resendTransport(options: { url: string; secret: string }, now: () => Date): Transport {
  const webhook = new Webhook(options.secret);
  return {
    url: options.url,
    maxBatch: 1,
    atOnce: 8,
    request([notice]) {
      if (!notice) throw new Error('A request carries an event.');
      const body = JSON.stringify(resendEvent(notice));
      const at = now();
      return {
        body,
        headers: {
          'svix-id': notice.id,
          'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
          'svix-signature': webhook.sign(notice.id, at, body),
        },
      };
    },
  };
}

export function resendEvent({ mail, event, bounce, suppressedBy, at }: Notice) {
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
  return { type: `email.${event}`, created_at: at, data: { ...data, ...detailOf(event, bounce, suppressedBy) } };
}

function detailOf(event: Notice['event'], bounce: Notice['bounce'], suppressedBy: Notice['suppressedBy']) {
  const { response } = diagnosis(bounce);
  const diagnosticCode = [`smtp; ${response}`];
  if (event === 'bounced') {
    const subType = bounce === 'Permanent' ? 'General' : 'MailboxFull';
    return { bounce: { type: bounce, subType, message: response, diagnosticCode } };
  }
  if (event === 'failed') return { failed: { reason: 'reached_daily_quota' } };
  if (event !== 'suppressed') return {};
  const message = 'Resend has suppressed sending to this address because it is on the account-level suppression list.';
  // Described for these two alone: an address put there by hand has no reason of its own.
  const reason = suppressedBy === 'complaint' ? 'previous_complaint' : 'previous_bounce';
  return { suppressed: { type: 'OnAccountSuppressionList', reason, message, diagnosticCode } };
}
