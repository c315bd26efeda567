import { createHash } from 'node:crypto';
import type { Answered } from '../mails/entry.ts';
import { type ApiError, apiError } from './api-error.ts';

const rememberedMs = 24 * 60 * 60 * 1000;
const maxKeyLength = 256;

type Slot = { bodyHash: string; atMs: number; answer?: unknown };
type Outcome = { answer: unknown } | { error: ApiError };
/** `run` gets what to keep with its effect: the key and hash, to be stored together with the answer. */
type Run = (claim: Omit<Answered, 'answer'> | null) => Promise<Outcome>;

export type Idempotency = { once(key: string | undefined, body: unknown, run: Run): Promise<Outcome> };

/** A key is remembered 24 h. A refused request frees its key, as nothing happened under it. */
export function createIdempotency(now: () => Date, earlier: (Answered & { atMs: number })[]): Idempotency {
  const slots = new Map<string, Slot>(earlier.map((a) => [a.key, a]));

  return {
    async once(key, body, run) {
      if (key === undefined) return run(null);
      if (key.length < 1 || key.length > maxKeyLength) {
        return { error: apiError('invalid_idempotency_key', 'The key must be between 1-256 chars.') };
      }
      const bodyHash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
      const atMs = now().getTime();
      const known = slots.get(key);
      if (known && atMs - known.atMs < rememberedMs) return replay(known, bodyHash);

      const slot: Slot = { bodyHash, atMs };
      slots.set(key, slot);
      try {
        const outcome = await run({ key, bodyHash });
        if ('error' in outcome) slots.delete(key);
        else slot.answer = outcome.answer;
        return outcome;
      } catch (error) {
        slots.delete(key);
        throw error;
      }
    },
  };
}

function replay(known: Slot, bodyHash: string): Outcome {
  if (known.bodyHash !== bodyHash) {
    const message = 'Same idempotency key used with a different request payload.';
    return { error: apiError('invalid_idempotent_request', message) };
  }
  if (known.answer === undefined) {
    const message = 'Same idempotency key used while original request is still in progress.';
    return { error: apiError('concurrent_idempotent_requests', message) };
  }
  return { answer: known.answer };
}
