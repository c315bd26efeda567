import { createHash } from 'node:crypto';
import type { IdempotentAnswer } from '../store/journal-entry.ts';
import type { DatedAnswer } from '../store/mail-store.ts';
import { createResendError, type ResendError } from './resend-error.ts';

/** Resend remembers a key for 24 hours. */
export const keyLifetimeMs = 24 * 60 * 60 * 1000;
const maxKeyLength = 256;

/** Without an answer, the first request is still in progress. */
type KeyRecord = { bodyHash: string; claimedAtMs: number; answer?: unknown };
type KeyClaim = Omit<IdempotentAnswer, 'answer'>;
type Outcome = { answer: unknown } | { error: ResendError };
/** `execute` stores the claim together with its answer; null when the request has no key. */
type Execute = (claim: KeyClaim | null) => Promise<Outcome>;

export type Idempotency = { runOnce(key: string | undefined, body: unknown, execute: Execute): Promise<Outcome> };

/** A failed request frees its key, since nothing was sent under it. */
export function createIdempotency(now: () => Date, storedAnswers: DatedAnswer[]): Idempotency {
  const records = new Map<string, KeyRecord>(
    storedAnswers.map(({ key, bodyHash, answer, answeredAtMs }) => [
      key,
      { bodyHash, claimedAtMs: answeredAtMs, answer },
    ]),
  );

  return {
    async runOnce(key, body, execute) {
      if (key === undefined) return execute(null);
      if (key.length < 1 || key.length > maxKeyLength) {
        return { error: createResendError('invalid_idempotency_key', 'The key must be between 1-256 chars.') };
      }
      const bodyHash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
      const nowMs = now().getTime();
      const known = records.get(key);
      if (known && nowMs - known.claimedAtMs < keyLifetimeMs) return replayAnswer(known, bodyHash);

      const record: KeyRecord = { bodyHash, claimedAtMs: nowMs };
      records.set(key, record);
      try {
        const outcome = await execute({ key, bodyHash });
        if ('error' in outcome) records.delete(key);
        else record.answer = outcome.answer;
        return outcome;
      } catch (error) {
        records.delete(key);
        throw error;
      }
    },
  };
}

function replayAnswer(known: KeyRecord, bodyHash: string): Outcome {
  if (known.bodyHash !== bodyHash) {
    const message = 'Same idempotency key used with a different request payload.';
    return { error: createResendError('invalid_idempotent_request', message) };
  }
  if (known.answer === undefined) {
    const message = 'Same idempotency key used while original request is still in progress.';
    return { error: createResendError('concurrent_idempotent_requests', message) };
  }
  return { answer: known.answer };
}
