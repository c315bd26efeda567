/** How often and how long a request is retried. */
export type RetrySettings = {
  /** Attempts in all; 1 does not retry. 5 when not given. */
  readonly maxAttempts?: number;
  /** The longest pause between two attempts, in ms; 60 seconds when not given. A longer `Retry-After` is not waited for. */
  readonly maxDelayMs?: number;
  /** The most time that one attempt may take, in ms; a minute when not given. */
  readonly timeoutMs?: number;
};

type Fetch = (request: Request) => Promise<Response>;
/** What tests replace. */
export type RetryClock = {
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly now: () => number;
};

const firstDelayMs = 500;
const temporaryStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
/** Repeated, these change nothing more. A POST needs an `Idempotency-Key` for that. */
const repeatableMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/**
 * `fetch` with a timeout per attempt, that retries what is worth it: no connection, a temporary status, or the
 * idempotency conflict of a request that still runs. It honours `Retry-After`, and otherwise backs off exponentially
 * with jitter. A request that may not be repeated is retried only after 429, which says that nothing was done.
 */
export function withRetries(fetch: Fetch, settings: RetrySettings = {}, clock: RetryClock = realClock): Fetch {
  const { maxAttempts = 5, maxDelayMs = 60_000, timeoutMs = 60_000 } = settings;
  return async (request) => {
    const isRepeatable = repeatableMethods.has(request.method) || request.headers.has('idempotency-key');
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= maxAttempts;
      // The body of a request can be read once: a copy is sent as long as another attempt may follow.
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
      const outcome = await attemptOnce(fetch, new Request(isLast ? request : request.clone(), { signal }));
      const isRetryable = 'response' in outcome ? await isTemporary(outcome.response, isRepeatable) : isRepeatable;
      const delayMs = toDelayMs(outcome, attempt, maxDelayMs, clock);
      if (isLast || !isRetryable || request.signal.aborted || delayMs === null) {
        if ('response' in outcome) return outcome.response;
        throw outcome.error;
      }
      if ('response' in outcome) await outcome.response.body?.cancel();
      await clock.sleep(delayMs, request.signal);
    }
  };
}

type Outcome = { readonly response: Response } | { readonly error: unknown };

const attemptOnce = (fetch: Fetch, request: Request): Promise<Outcome> =>
  fetch(request).then(
    (response) => ({ response }),
    (error: unknown) => ({ error }),
  );

async function isTemporary(response: Response, isRepeatable: boolean): Promise<boolean> {
  if (!isRepeatable) return response.status === 429;
  if (response.status !== 409) return temporaryStatuses.has(response.status);
  // Another attempt with the same key still runs: its response can be fetched when it ends.
  return (await response.clone().text()).includes('"request_in_progress"');
}

/** Null: the server asks to wait for longer than the settings allow. */
function toDelayMs(outcome: Outcome, attempt: number, maxDelayMs: number, clock: RetryClock): number | null {
  const backOffMs = Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1));
  const requested = 'response' in outcome ? readRetryAfterMs(outcome.response, clock.now()) : null;
  if (requested === null) return backOffMs * (0.5 + clock.random() / 2);
  // Never earlier than asked, and not all clients at the same moment.
  return requested > maxDelayMs ? null : requested + clock.random() * firstDelayMs;
}

/** `Retry-After` in ms, given in seconds or as an HTTP date; null when there is none that can be read. */
function readRetryAfterMs({ headers }: Response, nowMs: number): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}

const realClock: RetryClock = {
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', abort);
        resolve();
      }, ms);
      signal.addEventListener('abort', abort, { once: true });
    }),
  random: Math.random,
  now: Date.now,
};
