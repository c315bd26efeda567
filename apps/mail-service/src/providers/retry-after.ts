import { parseRetryAfterMs } from '@goen/service-kit';

type Headers = Readonly<Record<string, unknown>> | null | undefined;

/** `retry-after` or `ratelimit-reset`, both in seconds; null when there is neither. Header names are in lower case. */
export function readRetryAfterMs(headers: Headers): number | null {
  const value = headers?.['retry-after'] ?? headers?.['ratelimit-reset'];
  return typeof value === 'string' || typeof value === 'number' ? parseRetryAfterMs(String(value)) : null;
}
