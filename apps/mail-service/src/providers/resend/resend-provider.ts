import { type ErrorResponse, Resend } from 'resend';
import type { MailOutcome, MailProvider, OutgoingMail, RenderedMail, SendOutcome } from '../provider.ts';
import { retryAfterMs } from '../retry-after.ts';
import { checkResendDomain } from './check-resend-domain.ts';
import { findResendMails } from './find-resend-mails.ts';
import { listResendSuppressions } from './list-resend-suppressions.ts';

const hourMs = 60 * 60 * 1000;
/** Resend says 24 hours; an hour less, so that no clock difference sends twice. */
const idempotencyWindowMs = 23 * hourMs;
/** https://resend.com/docs/api-reference/emails/send-batch-emails */
const maxBatch = 100;

export type ResendSettings = { apiKey: string; baseUrl: string; timeoutMs: number; requestsPerSecond: number };

/** The SDK has no timeout and throws on no network error. `permissive`: one bad mail leaves the others their way. */
export function createResendProvider({ apiKey, baseUrl, timeoutMs, requestsPerSecond }: ResendSettings): MailProvider {
  const resend = new Resend(apiKey, { baseUrl });
  return {
    name: 'resend',
    maxBatch,
    requestsPerSecond,
    idempotencyWindowMs,
    async send(mails, key) {
      const signal = AbortSignal.timeout(timeoutMs);
      const options = { idempotencyKey: key, batchValidation: 'permissive' as const, signal };
      try {
        const { data, error, headers } = await resend.batch.send(
          mails.map(({ mail }) => payload(mail)),
          options,
        );
        return error ? outcomeOf(error, headers) : outcomesOf(mails, data.data, data.errors ?? []);
      } catch {
        return { kind: 'passing', code: 'timeout', mayBeSent: true };
      }
    },
    find: (mails, since, rateLimit) => findResendMails(resend, mails, since, { timeoutMs, rateLimit }),
    domain: (name, rateLimit) => checkResendDomain(resend, name, { timeoutMs, rateLimit }),
    suppressions: (rateLimit) => listResendSuppressions(resend, { timeoutMs, rateLimit }),
  };
}

const payload = ({ replyTo, ...mail }: RenderedMail) => (replyTo === null ? mail : { ...mail, replyTo });

/** Ids come for the good rows only, in their order; bad rows are named by their index. */
function outcomesOf(
  mails: readonly OutgoingMail[],
  ids: readonly { id: string }[],
  errors: readonly { index: number }[],
): SendOutcome {
  const bad = new Set(errors.map(({ index }) => index));
  if (ids.length + bad.size !== mails.length) return { kind: 'passing', code: 'wrong_answer', mayBeSent: true };
  const rest = [...ids];
  const outcomes = mails.map((_, index): MailOutcome => {
    const id = bad.has(index) ? undefined : rest.shift()?.id;
    return id === undefined ? { kind: 'refused', code: 'validation_error' } : { kind: 'accepted', providerId: id };
  });
  return { kind: 'done', outcomes };
}

/**
 * By https://resend.com/docs/api-reference/errors. The SDK hands on whatever JSON came with an error status, also a
 * gateway's that has neither code nor status: only what Resend is known to say for good ends a mail.
 */
function outcomeOf(error: Partial<ErrorResponse>, headers: Record<string, string> | null): SendOutcome {
  const { statusCode, message = '' } = error;
  const code = /^\w{1,64}$/.test(error.name ?? '') ? String(error.name) : 'unknown';
  if (isOfTheKey(code, statusCode, message)) return { kind: 'misconfigured', code };
  // Of a domain that is not verified (yet, or any more): it must cost no candidate their mail.
  if (statusCode === 403) return { kind: 'misconfigured', code, bySender: true };
  if (statusCode === 429) {
    // A used-up quota comes back with the day or month: no use in asking again at once.
    const isRate = code === 'rate_limit_exceeded';
    return { kind: 'passing', code, mayBeSent: false, retryAfterMs: isRate ? (retryAfterMs(headers) ?? 1000) : hourMs };
  }
  const isFinal = finalStatuses.has(statusCode) && code !== 'concurrent_idempotent_requests';
  return isFinal ? { kind: 'refused', code } : { kind: 'passing', code, mayBeSent: true };
}

/** Of the mail itself, or 409 invalid_idempotent_request: the same bytes get the same answer. */
const finalStatuses = new Set<unknown>([400, 409, 413, 422]);

/** Resend also answers a bad key as `validation_error`, with 400 or 401. */
function isOfTheKey(code: string, statusCode: unknown, message: string): boolean {
  if (statusCode === 401 || statusCode === 404 || statusCode === 405) return true;
  return code === 'invalid_api_key' || code === 'restricted_api_key' || /api key/i.test(message);
}
