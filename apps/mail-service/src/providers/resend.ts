import { type ErrorResponse, Resend } from 'resend';
import type { MailProvider, RenderedMail, SendOutcome } from './provider.ts';
import { findInResend } from './resend-find.ts';

const hourMs = 60 * 60 * 1000;
/** Resend says 24 hours; an hour less, so that no clock difference sends twice. */
const remembersKeysMs = 23 * hourMs;

export type ResendSettings = { apiKey: string; baseUrl: string; timeoutMs: number };

/** https://resend.com/docs/api-reference/emails/send-email. The SDK has no timeout and throws on no network error. */
export function resendProvider({ apiKey, baseUrl, timeoutMs }: ResendSettings): MailProvider {
  const resend = new Resend(apiKey, { baseUrl });
  return {
    name: 'resend',
    remembersKeysMs,
    async send(mail, key) {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const { data, error, headers } = await resend.emails.send(payload(mail), { idempotencyKey: key, signal });
        return error ? outcomeOf(error, headers) : { kind: 'accepted', providerId: data.id };
      } catch {
        return { kind: 'passing', code: 'timeout', mayBeSent: true };
      }
    },
    find: (mail, messageId, since) => findInResend(resend, mail, messageId, since, timeoutMs),
  };
}

const payload = ({ replyTo, ...mail }: RenderedMail) => (replyTo === null ? mail : { ...mail, replyTo });

/**
 * By https://resend.com/docs/api-reference/errors. The SDK hands on whatever JSON came with an error status, also a
 * gateway's that has neither code nor status: only what Resend is known to say for good ends a mail.
 */
function outcomeOf(error: Partial<ErrorResponse>, headers: Record<string, string> | null): SendOutcome {
  const { statusCode, message = '' } = error;
  const code = /^\w{1,64}$/.test(error.name ?? '') ? String(error.name) : 'unknown';
  if (isOurFault(code, statusCode, message)) return { kind: 'misconfigured', code };
  if (statusCode === 429) {
    // A used-up quota comes back with the day or month: no use in asking again at once.
    const retryAfterMs = code === 'rate_limit_exceeded' ? retryAfter(headers) : hourMs;
    return { kind: 'passing', code, mayBeSent: false, retryAfterMs };
  }
  const isFinal = finalStatuses.has(statusCode) && code !== 'concurrent_idempotent_requests';
  return isFinal ? { kind: 'refused', code } : { kind: 'passing', code, mayBeSent: true };
}

/** Of the mail itself, or 409 invalid_idempotent_request: the same bytes get the same answer. */
const finalStatuses = new Set<unknown>([400, 409, 413, 422]);

/** Resend also answers a bad key as `validation_error`, with 400 or 401. */
function isOurFault(code: string, statusCode: unknown, message: string): boolean {
  // 403 is of the account too: a domain that is not verified yet must cost no candidate their mail.
  if (statusCode === 401 || statusCode === 403 || statusCode === 404 || statusCode === 405) return true;
  return code === 'invalid_api_key' || code === 'restricted_api_key' || /api key/i.test(message);
}

function retryAfter(headers: Record<string, string> | null): number {
  const seconds = Number(headers?.['retry-after'] ?? headers?.['ratelimit-reset']);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 1000;
}
