import type { OpenConnection } from '@goen/ats';
import { VendorError } from '@goen/service-kit';
import { Client } from '@hubspot/api-client';
import type { CrmContext } from '../crm-adapter.ts';
import type { HubspotSecrets, HubspotSettings } from './hubspot-settings.ts';

/** The SDK has no timeout of its own. */
const timeoutMs = 15_000;
const baseUrl = 'https://api.hubapi.com';
/** Private apps may send 100 requests per 10 seconds; no header says how long to wait. */
const rateLimitPauseMs = 10_000;

/** Both throw `VendorError`; `what` names the call in errors and never holds personal data. Nothing is retried here. */
export type HubspotClient = {
  readonly call: <T>(what: string, send: (sdk: Client) => Promise<T>) => Promise<T>;
  /** For endpoints the SDK lacks: the parsed JSON, null when the body is empty. */
  readonly request: (what: string, method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>;
};

/** https://developers.hubspot.com/docs/api/overview, with the token of a private app. */
export function createHubspotClient(
  { secrets }: OpenConnection<HubspotSettings, HubspotSecrets>,
  { addresses, signal }: CrmContext,
): HubspotClient {
  const sdk = new Client({
    accessToken: secrets.access_token,
    basePath: addresses.hubspot ?? baseUrl,
    numberOfApiCallRetries: 0,
  });
  const call: HubspotClient['call'] = async (what, send) => {
    try {
      return await withTimeout(send(sdk), what, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof VendorError ? error : toVendorError(error, what);
    }
  };
  return {
    call,
    request: (what, method, path, body) =>
      call(what, async () => {
        const response = await sdk.apiRequest({ method, path, ...(body ? { body } : {}) });
        const text = await response.text();
        if (!response.ok) throw Object.assign(new Error(what), { code: response.status });
        return text === '' ? null : (JSON.parse(text) as unknown);
      }),
  };
}

/** The SDK throws the HTTP status as `code`, or a connection error. Its messages may hold personal data. */
function toVendorError(error: unknown, what: string): VendorError {
  const status = error instanceof Error && 'code' in error ? error.code : null;
  if (error instanceof SyntaxError) return new VendorError('answer_unreadable', `${what}: response is not JSON`);
  if (typeof status !== 'number') return new VendorError('unavailable', `${what}: connection failed`);
  const detail = `${what}: HTTP ${status}`;
  if (status === 401) return new VendorError('unauthorized', detail);
  if (status === 403) return new VendorError('forbidden', detail);
  if (status === 404) return new VendorError('not_found', detail);
  if (status === 429) return new VendorError('rate_limited', detail, { retryAfterMs: rateLimitPauseMs });
  return new VendorError(status >= 500 || status === 408 ? 'unavailable' : 'refused', detail);
}

async function withTimeout<T>(response: Promise<T>, what: string, signal?: AbortSignal): Promise<T> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeoutMs);
  const aborted = signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal;
  try {
    return await Promise.race([
      response,
      new Promise<never>((_, reject) => {
        const abort = () => reject(new VendorError('timeout', `${what}: no response within ${timeoutMs} ms`));
        if (aborted.aborted) abort();
        else aborted.addEventListener('abort', abort, { once: true });
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
