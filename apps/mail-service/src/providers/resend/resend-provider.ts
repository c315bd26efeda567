import { type ErrorResponse, Resend } from 'resend';
import type { MailOutcome, MailProvider, OutgoingMail, RenderedMail, SendOutcome } from '../provider.ts';
import { readRetryAfterMs } from '../retry-after.ts';
import { checkResendDomain } from './check-resend-domain.ts';
import { findResendMails } from './find-resend-mails.ts';
import { listResendSuppressions } from './list-resend-suppressions.ts';

const hourMs = 60 * 60 * 1000;
/** Resend documents 24 hours; one hour less, so that no clock difference sends a mail twice. */
const idempotencyWindowMs = 23 * hourMs;
/** https://resend.com/docs/api-reference/emails/send-batch-emails */
const maxBatch = 100;

export type ResendSettings = { apiKey: string; baseUrl: string; timeoutMs: number; requestsPerSecond: number };

/** The SDK has no timeout and throws on no network error. `permissive`: a bad mail does not stop the others. */
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
          mails.map(({ mail }) => toPayload(mail)),
          options,
        );
        return error ? toErrorOutcome(error, headers) : toOutcome(mails, data.data, data.errors ?? []);
      } catch {
        return { kind: 'transient', code: 'timeout', mayBeSent: true };
      }
    },
    findMails: (mails, since, rateLimit) => findResendMails(resend, mails, since, { timeoutMs, rateLimit }),
    checkDomain: (name, rateLimit) => checkResendDomain(resend, name, { timeoutMs, rateLimit }),
    listSuppressions: (rateLimit) => listResendSuppressions(resend, { timeoutMs, rateLimit }),
  };
}

const toPayload = ({ replyTo, ...mail }: RenderedMail) => (replyTo === null ? mail : { ...mail, replyTo });

/** Ids are returned for the good mails only, in their order; bad mails are named by their index. */
function toOutcome(
  mails: readonly OutgoingMail[],
  ids: readonly { id: string }[],
  errors: readonly { index: number }[],
): SendOutcome {
  const badIndexes = new Set(errors.map(({ index }) => index));
  if (ids.length + badIndexes.size !== mails.length)
    return { kind: 'transient', code: 'wrong_answer', mayBeSent: true };
  const remaining = [...ids];
  const outcomes = mails.map((_, index): MailOutcome => {
    const id = badIndexes.has(index) ? undefined : remaining.shift()?.id;
    return id === undefined ? { kind: 'refused', code: 'validation_error' } : { kind: 'accepted', providerId: id };
  });
  return { kind: 'done', outcomes };
}

/**
 * By https://resend.com/docs/api-reference/errors. The SDK passes on whatever JSON came with an error status, also that
 * of a gateway without code or status: only errors that Resend documents as final end a mail.
 */
function toErrorOutcome(error: Partial<ErrorResponse>, headers: Record<string, string> | null): SendOutcome {
  const { statusCode, message = '' } = error;
  const code = /^\w{1,64}$/.test(error.name ?? '') ? String(error.name) : 'unknown';
  if (isKeyError(code, statusCode, message)) return { kind: 'misconfigured', code };
  // A domain that is not verified, or no longer: it must not cost a candidate their mail.
  if (statusCode === 403) return { kind: 'misconfigured', code, isSenderAtFault: true };
  if (statusCode === 429) {
    // A used-up quota is restored with the day or month: retrying at once is pointless.
    const isRateLimit = code === 'rate_limit_exceeded';
    const retryAfterMs = isRateLimit ? (readRetryAfterMs(headers) ?? 1000) : hourMs;
    return { kind: 'transient', code, mayBeSent: false, retryAfterMs };
  }
  const isFinal = finalStatuses.has(statusCode) && code !== 'concurrent_idempotent_requests';
  return isFinal ? { kind: 'refused', code } : { kind: 'transient', code, mayBeSent: true };
}

/** The mail itself is bad, or 409 invalid_idempotent_request: the same bytes get the same answer. */
const finalStatuses = new Set<unknown>([400, 409, 413, 422]);

/** Resend also answers a bad key as `validation_error`, with 400 or 401. */
function isKeyError(code: string, statusCode: unknown, message: string): boolean {
  if (statusCode === 401 || statusCode === 404 || statusCode === 405) return true;
  return code === 'invalid_api_key' || code === 'restricted_api_key' || /api key/i.test(message);
}
