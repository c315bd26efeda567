import type { OpenConnection } from '@goen/ats';
import { callVendor, type VendorAnswer, VendorError, type VendorRequest } from '@goen/service-kit';
import { z } from 'zod';
import type { CrmContext } from '../crm-adapter.ts';
import type { ZohoSecrets, ZohoSettings } from './zoho-settings.ts';

/** Zoho's data centres differ in the top-level domain. */
const toHost = (service: 'recruit' | 'accounts', dataCentre: string) => `https://${service}.zoho.${dataCentre}`;

const tokenResponse = z.union([
  z.object({ access_token: z.string().min(1), expires_in: z.number().positive() }),
  z.object({ error: z.string() }),
]);
const refreshLimitPauseMs = 60_000;

export type ZohoCall = (request: Omit<VendorRequest, 'url'> & { readonly path: string }) => Promise<VendorAnswer>;

/** Calls `/recruit/v2` with the shared access token. A refused token is refreshed and the call repeated. */
export function createZohoClient(
  { settings, secrets }: OpenConnection<ZohoSettings, ZohoSecrets>,
  { addresses, tokens, signal }: CrmContext,
): ZohoCall {
  const recruit = addresses.zohoRecruit ?? `${toHost('recruit', settings.data_centre)}/recruit/v2`;
  const accounts = addresses.zohoAccounts ?? toHost('accounts', settings.data_centre);
  const abortable = signal ? { signal } : {};
  const call = ({ path, ...request }: Parameters<ZohoCall>[0], token: string) =>
    callVendor({
      ...abortable,
      ...request,
      url: `${recruit}${path}`,
      headers: { authorization: `Zoho-oauthtoken ${token}` },
    });
  return async (request) => {
    let isFresh = false;
    const getToken = () =>
      tokens.get(() => {
        isFresh = true;
        return refreshToken(accounts, secrets, abortable);
      });
    for (;;) {
      const token = await getToken();
      try {
        return await call(request, token);
      } catch (error) {
        if (!(error instanceof VendorError) || error.fault.code !== 'unauthorized') throw error;
        await tokens.drop(token);
        // Zoho refused a token it has just issued: the next one would be refused as well.
        if (isFresh) throw error;
      }
    }
  };
}

/** https://www.zoho.com/recruit/developer-guide/apiv2/refresh.html: a refusal is answered 200 with an `error`. */
async function refreshToken(
  accounts: string,
  secrets: ZohoSecrets,
  abortable: { signal?: AbortSignal },
): Promise<{ token: string; expiresInMs: number }> {
  const what = 'refresh of the access token';
  const body = new URLSearchParams({ grant_type: 'refresh_token', ...secrets });
  const url = `${accounts}/oauth/v2/token`;
  const answer = await callVendor({ ...abortable, what, url, method: 'POST', body }).catch((error: unknown) => {
    // Over the refresh limit Zoho answers 400, or 200 with an undocumented message.
    const isRefused = error instanceof VendorError && error.fault.code === 'refused';
    throw isRefused ? toRefreshLimitError(error.fault.detail) : error;
  });
  const { data } = tokenResponse.safeParse(answer.body);
  if (data === undefined) throw new VendorError('answer_unreadable', `${what}: no token in the response`);
  if ('access_token' in data) return { token: data.access_token, expiresInMs: data.expires_in * 1000 };
  if (/denied|too_many|rate/i.test(data.error)) throw toRefreshLimitError(`${what}: rate limited`);
  throw new VendorError('unauthorized', `${what}: ${/^\w{1,40}$/.test(data.error) ? data.error : 'refused'}`);
}

const toRefreshLimitError = (detail: string) =>
  new VendorError('rate_limited', detail, { retryAfterMs: refreshLimitPauseMs });
