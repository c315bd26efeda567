import type { VendorFault } from '@goen/contracts/public';

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Pauses between the attempts of one candidate; the last repeats for up to three days. */
const retryPausesMs: readonly number[] = [1 * minutes, 5 * minutes, 15 * minutes, 1 * hours, 3 * hours, 6 * hours];
export const giveUpAfterMs = 72 * hours;

/** Faults of the connection as a whole rather than of a candidate. */
const connectionFaults: ReadonlySet<string> = new Set<VendorFault['code']>([
  'unauthorized',
  'forbidden',
  'rate_limited',
]);
export const isConnectionFault = ({ code }: Pick<VendorFault, 'code'>): boolean => connectionFaults.has(code);

const refusedPauseMs = 15 * minutes;
const rateLimitPauseMs = 10 * seconds;
const maxPauseMs = 15 * minutes;
const backOffMs = (faults: number) => Math.min(2 * seconds * 2 ** Math.min(faults, 12), maxPauseMs);

/** How long to pause a connection that refused us or asked for a pause. Always bounded: secrets get fixed. */
export function connectionPauseMs({ code }: Pick<VendorFault, 'code'>, retryAfterMs?: number | null): number {
  if (code === 'rate_limited') return Math.min(Math.max(retryAfterMs ?? rateLimitPauseMs, seconds), 1 * hours);
  return Math.min(Math.max(retryAfterMs ?? 0, refusedPauseMs), 1 * hours);
}

export type FailedBatch = {
  readonly holdMs: number;
  readonly faults: number;
  /** Whether the failure counts against the batch's only candidate. */
  readonly isCandidateFault: boolean;
};

/**
 * Decides what follows when the whole batch failed. Batches shrink until the CRM accepts one, so that one broken
 * candidate never blocks the others; pauses grow, so that a CRM that is down is not flooded.
 */
export function judgeFailedBatch(
  fault: Pick<VendorFault, 'code'>,
  batch: {
    readonly size: number;
    readonly faults: number;
    readonly isRetry: boolean;
    readonly retryAfterMs?: number | null;
  },
): FailedBatch {
  const { size, faults, isRetry, retryAfterMs } = batch;
  if (isConnectionFault(fault))
    return { holdMs: connectionPauseMs(fault, retryAfterMs), faults, isCandidateFault: false };
  if (isRetry) return { holdMs: faults === 0 ? 0 : backOffMs(faults), faults, isCandidateFault: true };
  return { holdMs: backOffMs(faults), faults: faults + 1, isCandidateFault: size === 1 };
}

/** How many candidates the next push takes. */
export const shrinkBatchSize = (maxSize: number, faults: number): number =>
  Math.max(1, Math.floor(maxSize / 2 ** Math.min(faults, 20)));

/** When to retry a candidate that failed on its own; null to give up. `attempts` includes this one. */
export function planRetry(
  failure: { readonly permanent: boolean; readonly retryAfterMs?: number | null },
  record: { readonly attempts: number; readonly failingSince: Date | null },
  now: Date,
): Date | null {
  if (failure.permanent) return null;
  if (record.failingSince && now.getTime() - record.failingSince.getTime() >= giveUpAfterMs) return null;
  const pauseMs = retryPausesMs[Math.min(Math.max(record.attempts, 1), retryPausesMs.length) - 1] ?? 6 * hours;
  return new Date(now.getTime() + Math.max(pauseMs, Math.min(failure.retryAfterMs ?? 0, 24 * hours)));
}
