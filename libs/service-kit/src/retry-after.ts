const maxSeconds = 999_999;

/**
 * `Retry-After` (RFC 9110 §10.2.3) in milliseconds; null when it is missing, malformed or longer than 11 days. An HTTP
 * date counts only when `nowMs` is given: pass it where the sender's clock can be trusted.
 */
export function parseRetryAfterMs(value: string | null | undefined, nowMs?: number): number | null {
  const text = value?.trim() ?? '';
  if (text === '') return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return seconds <= maxSeconds ? Math.max(0, seconds * 1_000) : null;
  const ms = nowMs === undefined ? Number.NaN : Date.parse(text) - nowMs;
  return ms <= maxSeconds * 1_000 ? Math.max(0, ms) : null;
}
