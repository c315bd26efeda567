const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** After each try that failed; the first is made at once. 27 h 35 min altogether, as Standard Webhooks advises. */
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

/** When to try again after `attempts` tries; null: never. An endpoint may ask for a longer pause, up to a day. */
export function retryDelay(attempts: number, retryAfterMs: number): number | null {
  const delay = retryDelaysMs[attempts - 1];
  return delay === undefined ? null : Math.max(delay, Math.min(retryAfterMs, maxRetryAfterMs));
}
