const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** The delay after each failed attempt: 27 h 35 min in total, as Standard Webhooks recommends. */
export const retryDelaysMs: readonly number[] = [
  5 * seconds,
  5 * minutes,
  30 * minutes,
  2 * hours,
  5 * hours,
  10 * hours,
  10 * hours,
];

const maxRetryAfterMs = 24 * hours;

/** The delay before the next attempt in ms; null after the last one. `Retry-After` can extend it to at most a day. */
export function toRetryDelayMs(attempts: number, retryAfterMs: number): number | null {
  const delayMs = retryDelaysMs[attempts - 1];
  return delayMs === undefined ? null : Math.max(delayMs, Math.min(retryAfterMs, maxRetryAfterMs));
}
