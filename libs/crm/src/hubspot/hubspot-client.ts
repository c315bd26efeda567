import type { OpenConnection } from '@goen/ats';
import { VendorError } from '@goen/service-kit';
import { Client } from '@hubspot/api-client';
import type { CrmContext } from '../crm-adapter.ts';
import type { HubspotSecrets, HubspotSettings } from './hubspot-settings.ts';

/** The client has no timeout of its own. */
const timeoutMs = 15_000;
const baseUrl = 'https://api.hubapi.com';
/** "100 in ten seconds" is the rule of private apps that names no header to wait by. */
const pauseMs = 10_000;

export type HubspotCall = {
  readonly client: Client;
  /** A call of the client. Throws `VendorError`. */
  readonly ask: <T>(what: string, answer: (client: Client) => Promise<T>) => Promise<T>;
  /** One that the client has no method for; its JSON, null when there is none. */
  readonly request: (what: string, method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>;
};

/** https://developers.hubspot.com/docs/api/overview, with the token of a private app. Nothing is repeated here. */
export function hubspotClient(
  { secrets }: OpenConnection<HubspotSettings, HubspotSecrets>,
  { addresses, signal }: CrmContext,
): HubspotCall {
  const client = new Client({
    accessToken: secrets.access_token,
    basePath: addresses.hubspot ?? baseUrl,
    numberOfApiCallRetries: 0,
  });
  const ask: HubspotCall['ask'] = async (what, answer) => {
    try {
      return await inTime(answer(client), what, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof VendorError ? error : faultOf(error, what);
    }
  };
  return {
    client,
    ask,
    request: (what, method, path, body) =>
      ask(what, async () => {
        const answer = await client.apiRequest({ method, path, ...(body ? { body } : {}) });
        const text = await answer.text();
        if (!answer.ok) throw Object.assign(new Error(what), { code: answer.status });
        return text === '' ? null : (JSON.parse(text) as unknown);
      }),
  };
}

/** What the client throws: HTTP's status as `code`, or a connection that broke. Its message may tell of a person. */
function faultOf(error: unknown, what: string): VendorError {
  const status = error instanceof Error && 'code' in error ? error.code : null;
  if (error instanceof SyntaxError) return new VendorError('answer_unreadable', `${what}: not JSON`);
  if (typeof status !== 'number') return new VendorError('unavailable', `${what}: no connection, or it broke off`);
  const detail = `${what}: HTTP ${status}`;
  if (status === 401) return new VendorError('unauthorized', detail);
  if (status === 403) return new VendorError('forbidden', detail);
  if (status === 404) return new VendorError('not_found', detail);
  if (status === 429) return new VendorError('rate_limited', detail, { retryAfterMs: pauseMs });
  return new VendorError(status >= 500 || status === 408 ? 'unavailable' : 'refused', detail);
}

async function inTime<T>(answer: Promise<T>, what: string, signal?: AbortSignal): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  const ending = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
  try {
    return await Promise.race([
      answer,
      new Promise<never>((_, reject) => {
        const end = () => reject(new VendorError('timeout', `${what}: no answer within ${timeoutMs} ms`));
        if (ending.aborted) end();
        else ending.addEventListener('abort', end, { once: true });
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
