import type { DomainState } from '@goen/contracts/internal';
import sgClient from '@sendgrid/client';
import sgMail from '@sendgrid/mail';
import {
  type DomainReport,
  type LookupOutcome,
  type MailProvider,
  type OutgoingMail,
  type RateLimiter,
  type SendOutcome,
  unknownDomain,
} from '../provider.ts';
import { retryAfterMs } from '../retry-after.ts';
import { listSendgridSuppressions } from './list-sendgrid-suppressions.ts';

/** The packages export one shared instance; their types leave out that its class hangs on it. */
const { Client } = sgClient as unknown as { Client: new () => typeof sgClient };
const { MailService } = sgMail as unknown as { MailService: new () => typeof sgMail };

export type SendGridSettings = { apiKey: string; baseUrl: string; timeoutMs: number; requestsPerSecond: number };

/**
 * https://www.twilio.com/docs/sendgrid/api-reference/mail-send. SendGrid knows no idempotency key: a send without an
 * answer is looked up by our id in its activity, or its webhook tells; it is never sent again on the chance.
 */
export function createSendgridProvider({
  apiKey,
  baseUrl,
  timeoutMs,
  requestsPerSecond,
}: SendGridSettings): MailProvider {
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
        const [response] = await mailService.send(payload(outgoing));
        const headers = response.headers as Record<string, string>;
        return { kind: 'done', outcomes: [{ kind: 'accepted', providerId: headers['x-message-id'] ?? 'unknown' }] };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    find: (mails, _since, rateLimit) => Promise.all(mails.map(({ messageId }) => find(client, messageId, rateLimit))),
    domain: (name, rateLimit) => domain(client, name, rateLimit),
    suppressions: (rateLimit) => listSendgridSuppressions(client, rateLimit),
  };
}

function payload({ mail, messageId }: OutgoingMail) {
  const [, name, address] = /^"(.*)" <(.+)>$/s.exec(mail.from) ?? [];
  return {
    from: address === undefined ? mail.from : { email: address, name: (name ?? '').replace(/\\(["\\])/g, '$1') },
    to: mail.to,
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: mail.headers,
    customArgs: { ...Object.fromEntries(mail.tags.map((tag) => [tag.name, tag.value])), message_id: messageId },
    // Rewritten links would hide where they lead; we count no opens.
    trackingSettings: { clickTracking: { enable: false }, openTracking: { enable: false } },
  };
}

type Failure = { code?: string | number; response?: { headers?: Record<string, unknown>; body?: unknown } };

function outcomeOf(error: unknown): SendOutcome {
  const { code, response } = error as Failure;
  if (typeof code !== 'number') {
    return { kind: 'passing', code: code ?? 'no_answer', mayBeSent: !neverReached.has(code ?? '') };
  }
  const name = `status_${code}`;
  if (code === 401 || code === 403 || code === 404 || code === 405) return { kind: 'misconfigured', code: name };
  if (code === 429) {
    const afterMs = retryAfterMs(response?.headers) ?? untilReset(response?.headers) ?? 1000;
    return { kind: 'passing', code: name, mayBeSent: false, retryAfterMs: afterMs };
  }
  return code < 500 ? { kind: 'refused', code: name } : { kind: 'passing', code: name, mayBeSent: true };
}

const neverReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** `X-RateLimit-Reset` is an instant in seconds since 1970. */
function untilReset(headers: Record<string, unknown> | undefined): number | null {
  const atSeconds = Number(headers?.['x-ratelimit-reset'] ?? Number.NaN);
  return Number.isFinite(atSeconds) ? Math.max(0, atSeconds * 1000 - Date.now()) : null;
}

/** The activity is an option of the account: without it nothing is known. */
async function find(client: typeof sgClient, messageId: string, rateLimit: RateLimiter): Promise<LookupOutcome> {
  try {
    const query = `(unique_args['message_id']="${messageId}")`;
    const [{ body }] = await rateLimit(() =>
      client.request({ method: 'GET', url: '/v3/messages', qs: { query, limit: 1 } }),
    );
    const [found] = (body as { messages?: { msg_id?: string }[] }).messages ?? [];
    return found?.msg_id === undefined ? { kind: 'absent' } : { kind: 'found', providerId: found.msg_id };
  } catch (error) {
    return { kind: 'unknown', code: String((error as Failure).code ?? 'no_answer') };
  }
}

type Record_ = { valid?: boolean };
type Authenticated = { domain: string; subdomain?: string; valid: boolean; dns?: Record<string, Record_ | undefined> };

/** https://www.twilio.com/docs/sendgrid/api-reference/domain-authentication */
async function domain(client: typeof sgClient, name: string, rateLimit: RateLimiter): Promise<DomainReport> {
  try {
    const [{ body }] = await rateLimit(() =>
      client.request({ method: 'GET', url: '/v3/whitelabel/domains', qs: { domain: name } }),
    );
    const found = (body as Authenticated[]).find((one) => one.domain.toLowerCase() === name);
    if (!found) return { state: 'missing', spf: 'missing', dkim: 'missing' };
    const { mail_cname, dkim1, dkim2 } = found.dns ?? {};
    return { state: state(found.valid), spf: of(mail_cname), dkim: of(dkim1, dkim2) };
  } catch {
    return unknownDomain;
  }
}

const state = (valid: boolean): DomainState => (valid ? 'verified' : 'pending');
const of = (...records: (Record_ | undefined)[]): DomainState => {
  const known = records.filter((record) => record !== undefined);
  return known.length === 0 ? 'missing' : state(known.every(({ valid }) => valid === true));
};
