import type { VendorFault } from '@goen/contracts/public';

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Between the tries of one candidate; the last again and again, for three days. */
const pausesMs: readonly number[] = [1 * minutes, 5 * minutes, 15 * minutes, 1 * hours, 3 * hours, 6 * hours];
export const givenUpAfterMs = 72 * hours;

/** What the CRM said of us, and not of a candidate. */
const ofTheConnection: ReadonlySet<string> = new Set<VendorFault['code']>([
  'unauthorized',
  'forbidden',
  'rate_limited',
]);
export const isOfConnection = ({ code }: Pick<VendorFault, 'code'>): boolean => ofTheConnection.has(code);

const refusedPauseMs = 15 * minutes;
const limitedPauseMs = 10 * seconds;
const maxPauseMs = 15 * minutes;
const growing = (faults: number) => Math.min(2 * seconds * 2 ** Math.min(faults, 12), maxPauseMs);

/** How long a connection is left alone that refused us, or asked for a pause. Never for ever: secrets are mended. */
export function connectionPauseMs({ code }: Pick<VendorFault, 'code'>, retryAfterMs?: number | null): number {
  if (code === 'rate_limited') return Math.min(Math.max(retryAfterMs ?? limitedPauseMs, seconds), 1 * hours);
  return Math.min(Math.max(retryAfterMs ?? 0, refusedPauseMs), 1 * hours);
}

export type FailedBatch = {
  readonly holdMs: number;
  readonly faults: number;
  /** Whether it is the failure of the one candidate that was in it. */
  readonly isOfCandidate: boolean;
};

/**
 * What follows when nothing of a batch came through. Batches become smaller until the CRM takes one, so that what one
 * candidate breaks holds up no other; and the pauses longer, so that a CRM that is down is not pressed.
 */
export function failedBatch(
  fault: Pick<VendorFault, 'code'>,
  batch: {
    readonly size: number;
    readonly faults: number;
    readonly isRetry: boolean;
    readonly retryAfterMs?: number | null;
  },
): FailedBatch {
  const { size, faults, isRetry, retryAfterMs } = batch;
  if (isOfConnection(fault)) return { holdMs: connectionPauseMs(fault, retryAfterMs), faults, isOfCandidate: false };
  if (isRetry) return { holdMs: faults === 0 ? 0 : growing(faults), faults, isOfCandidate: true };
  return { holdMs: growing(faults), faults: faults + 1, isOfCandidate: size === 1 };
}

/** How many candidates the next push takes. */
export const batchSizeOf = (most: number, faults: number): number =>
  Math.max(1, Math.floor(most / 2 ** Math.min(faults, 20)));

/** When a candidate comes again who failed by themselves, or null when they are given up. `attempts` with this one. */
export function retryAtOf(
  failed: { readonly permanent: boolean; readonly retryAfterMs?: number | null },
  record: { readonly attempts: number; readonly failingSince: Date | null },
  now: Date,
): Date | null {
  if (failed.permanent) return null;
  if (record.failingSince && now.getTime() - record.failingSince.getTime() >= givenUpAfterMs) return null;
  const pauseMs = pausesMs[Math.min(Math.max(record.attempts, 1), pausesMs.length) - 1] ?? 6 * hours;
  return new Date(now.getTime() + Math.max(pauseMs, Math.min(failed.retryAfterMs ?? 0, 24 * hours)));
}
