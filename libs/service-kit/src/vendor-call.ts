import type { VendorFault } from '@goen/contracts/public';
import { parseLosslessJson } from './lossless-json.ts';
import { parseRetryAfterMs } from './retry-after.ts';
import { count } from './telemetry/metrics.ts';
import { withSpan } from './telemetry/tracing.ts';

/**
 * A failed vendor call. `permanent`: retrying is useless until a person changes something. `retryAfterMs`: the wait that
 * the vendor asked for. The message holds no personal data: it may be logged and shown.
 */
export class VendorError extends Error {
  override name = 'VendorError';
  readonly fault: VendorFault;
  readonly permanent: boolean;
  readonly retryAfterMs: number | null;
  constructor(
    code: VendorFault['code'],
    detail: string,
    { retryAfterMs = null }: { retryAfterMs?: number | null } = {},
  ) {
    super(`${code}: ${detail}`);
    this.fault = { code, detail };
    this.permanent = isPermanentFault(code);
    this.retryAfterMs = retryAfterMs;
  }
}

/** True when retrying is useless until a person changes something. */
export const isPermanentFault = (code: VendorFault['code']): boolean =>
  code === 'unauthorized' || code === 'forbidden' || code === 'not_found' || code === 'refused';

export type VendorRequest = {
  /** Names the call in errors; never a part of the URL that may hold an address. */
  readonly what: string;
  readonly url: string | URL;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `URLSearchParams` as a form. */
  readonly body?: unknown;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Reads a vendor's own rate limit header after a 429: milliseconds to wait. */
  readonly readWaitMs?: (headers: Headers) => number | null;
};

/** `body`: parsed JSON, null when there is none. */
export type VendorAnswer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

const defaultTimeoutMs = 15_000;
const maxAnswerBytes = 20 * 1024 * 1024;

/** Sends one request and returns any 2xx response; everything else throws `VendorError`. Never retries. */
export async function callVendor(request: VendorRequest): Promise<VendorAnswer> {
  try {
    const answer = await withSpan('call vendor', { kind: 'client' }, async (span) => {
      const received = await sendToVendor(request);
      span.setAttributes({ 'http.response.status_code': received.status });
      return received;
    });
    count('goen_vendor_calls_total', { outcome: 'ok' });
    return answer;
  } catch (error) {
    count('goen_vendor_calls_total', { outcome: error instanceof VendorError ? error.fault.code : 'aborted' });
    throw error;
  }
}

async function sendToVendor(request: VendorRequest): Promise<VendorAnswer> {
  const { what, url, method = 'GET', body, timeoutMs = defaultTimeoutMs, signal } = request;
  const form = body instanceof URLSearchParams;
  const timeout = AbortSignal.timeout(timeoutMs);
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    text = await boundedText(answer, what);
  } catch (error) {
    if (error instanceof VendorError) throw error;
    signal?.throwIfAborted();
    throw timeout.aborted
      ? new VendorError('timeout', `${what}: no answer within ${timeoutMs} ms`)
      : new VendorError('unavailable', `${what}: connection failed`);
  }
  if (!answer.ok) {
    const waitMs = answer.status === 429 ? request.readWaitMs?.(answer.headers) : null;
    throw toVendorError(answer, what, waitMs ?? parseRetryAfterMs(answer.headers.get('retry-after'), Date.now()));
  }
  return { status: answer.status, headers: answer.headers, body: parsed(text, what) };
}

async function boundedText(answer: Response, what: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.byteLength;
    if (bytes > maxAnswerBytes)
      throw new VendorError('answer_unreadable', `${what}: longer than ${maxAnswerBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parsed(text: string, what: string): unknown {
  if (text.trim() === '') return null;
  try {
    return parseLosslessJson(text);
  } catch {
    throw new VendorError('answer_unreadable', `${what}: not JSON`);
  }
}

function toVendorError({ status }: Response, what: string, retryAfterMs: number | null): VendorError {
  const detail = `${what}: HTTP ${status}`;
  if (status === 401) return new VendorError('unauthorized', detail);
  if (status === 403) return new VendorError('forbidden', detail);
  if (status === 404 || status === 410) return new VendorError('not_found', detail);
  if (status === 429) return new VendorError('rate_limited', detail, { retryAfterMs });
  if (status === 408 || status === 425 || status >= 500)
    return new VendorError('unavailable', detail, { retryAfterMs });
  return new VendorError('refused', detail);
}
