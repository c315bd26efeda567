import sgClient from '@sendgrid/client';
import sgMail from '@sendgrid/mail';
import type { LookupOutcome, MailProvider, OutgoingMail, RateLimiter, SendOutcome } from '../provider.ts';
import { readRetryAfterMs } from '../retry-after.ts';
import { checkSendgridDomain } from './check-sendgrid-domain.ts';
import { listSendgridSuppressions } from './list-sendgrid-suppressions.ts';

/** The packages export one shared instance; its class is a property that their types leave out. */
const { Client } = sgClient as unknown as { Client: new () => typeof sgClient };
const { MailService } = sgMail as unknown as { MailService: new () => typeof sgMail };

export type SendGridSettings = { apiKey: string; baseUrl: string; timeoutMs: number; requestsPerSecond: number };

/**
 * https://www.twilio.com/docs/sendgrid/api-reference/mail-send. SendGrid has no idempotency key: a send without an
 * answer is looked up by our id in its activity feed, or a webhook reports it; it is never repeated on a guess.
 */
export function createSendgridProvider(settings: SendGridSettings): MailProvider {
  const { apiKey, baseUrl, timeoutMs, requestsPerSecond } = settings;
  const client = new Client();
  client.setApiKey(apiKey);
  client.setDefaultRequest('baseUrl', `${baseUrl}/`);
  const mailService = new MailService();
  mailService.setClient(client);
  mailService.setTimeout(timeoutMs);

  return {
    name: 'sendgrid',
    maxBatch: 1,
    requestsPerSecond,
    idempotencyWindowMs: 0,
    async send([outgoing]) {
      if (!outgoing) return { kind: 'done', outcomes: [] };
      try {
        const [response] = await mailService.send(toPayload(outgoing));
        const headers = response.headers as Record<string, string>;
        return { kind: 'done', outcomes: [{ kind: 'accepted', providerId: headers['x-message-id'] ?? 'unknown' }] };
      } catch (error) {
        return toErrorOutcome(error);
      }
    },
    findMails: (mails, _since, rateLimit) =>
      Promise.all(mails.map(({ messageId }) => findMail(client, messageId, rateLimit))),
    checkDomain: (name, rateLimit) => checkSendgridDomain(client, name, rateLimit),
    listSuppressions: (rateLimit) => listSendgridSuppressions(client, rateLimit),
  };
}

function toPayload({ mail, messageId }: OutgoingMail) {
  const [, name, address] = /^"(.*)" <(.+)>$/s.exec(mail.from) ?? [];
  return {
    from: address === undefined ? mail.from : { email: address, name: (name ?? '').replace(/\\(["\\])/g, '$1') },
    // As an object: the helper would look for a display name in a quoted local part.
    to: { email: mail.to },
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: mail.headers,
    customArgs: { ...Object.fromEntries(mail.tags.map((tag) => [tag.name, tag.value])), message_id: messageId },
    // Rewritten links would hide where they lead, and we count no opens.
    trackingSettings: { clickTracking: { enable: false }, openTracking: { enable: false } },
  };
}

type Failure = { code?: string | number; response?: { headers?: Record<string, unknown>; body?: unknown } };

function toErrorOutcome(error: unknown): SendOutcome {
  const { code: status, response } = error as Failure;
  if (typeof status !== 'number') {
    return { kind: 'transient', code: status ?? 'no_answer', mayBeSent: !unreachableCodes.has(status ?? '') };
  }
  const code = `status_${status}`;
  if (status === 401 || status === 403 || status === 404 || status === 405) return { kind: 'misconfigured', code };
  if (status === 429) {
    const retryAfterMs = readRetryAfterMs(response?.headers) ?? readResetMs(response?.headers) ?? 1000;
    return { kind: 'transient', code, mayBeSent: false, retryAfterMs };
  }
  return status < 500 ? { kind: 'refused', code } : { kind: 'transient', code, mayBeSent: true };
}

/** The request never reached SendGrid. */
const unreachableCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** `X-RateLimit-Reset` is an instant in seconds since 1970. */
function readResetMs(headers: Record<string, unknown> | undefined): number | null {
  const resetSeconds = Number(headers?.['x-ratelimit-reset'] ?? Number.NaN);
  return Number.isFinite(resetSeconds) ? Math.max(0, resetSeconds * 1000 - Date.now()) : null;
}

/** The activity feed is an option of the account: without it nothing is known. */
async function findMail(client: typeof sgClient, messageId: string, rateLimit: RateLimiter): Promise<LookupOutcome> {
  try {
    const query = `(unique_args['message_id']="${messageId}")`;
    const [{ body }] = await rateLimit(() =>
      client.request({ method: 'GET', url: '/v3/messages', qs: { query, limit: 1 } }),
    );
    const [activity] = (body as { messages?: { msg_id?: string }[] }).messages ?? [];
    return activity?.msg_id === undefined ? { kind: 'absent' } : { kind: 'found', providerId: activity.msg_id };
  } catch (error) {
    return { kind: 'unknown', code: String((error as Failure).code ?? 'no_answer') };
  }
}
