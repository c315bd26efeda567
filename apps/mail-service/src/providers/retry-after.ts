type Headers = Readonly<Record<string, unknown>> | null | undefined;

/** `retry-after` or `ratelimit-reset`, both in seconds; null when there is neither. Names are in lower case. */
export function retryAfterMs(headers: Headers): number | null {
  const text = headers?.['retry-after'] ?? headers?.['ratelimit-reset'];
  const seconds = Number(text ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
