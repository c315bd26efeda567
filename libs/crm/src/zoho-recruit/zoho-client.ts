import type { OpenConnection } from '@goen/ats';
import { callVendor, type VendorAnswer, VendorError, type VendorRequest } from '@goen/service-kit';
import { z } from 'zod';
import type { CrmContext } from '../crm-adapter.ts';
import type { ZohoSecrets, ZohoSettings } from './zoho-settings.ts';

/** Zoho's data centres, by the end of their host names. */
const hostOf = (service: 'recruit' | 'accounts', centre: string) => `https://${service}.zoho.${centre}`;

const tokenAnswer = z.union([
  z.object({ access_token: z.string().min(1), expires_in: z.number().positive() }),
  z.object({ error: z.string() }),
]);
const tooManyRefreshesPauseMs = 60_000;

export type ZohoCall = (request: Omit<VendorRequest, 'url'> & { readonly path: string }) => Promise<VendorAnswer>;

/** Calls of `/recruit/v2` with the shared access token. One that was refused is replaced once, and the call repeated. */
export function zohoClient(
  { settings, secrets }: OpenConnection<ZohoSettings, ZohoSecrets>,
  { addresses, tokens, signal }: CrmContext,
): ZohoCall {
  const recruit = addresses.zohoRecruit ?? `${hostOf('recruit', settings.data_centre)}/recruit/v2`;
  const accounts = addresses.zohoAccounts ?? hostOf('accounts', settings.data_centre);
  const ending = signal ? { signal } : {};
  const call = ({ path, ...request }: Parameters<ZohoCall>[0], token: string) =>
    callVendor({
      ...ending,
      ...request,
      url: `${recruit}${path}`,
      headers: { authorization: `Zoho-oauthtoken ${token}` },
    });
  const refresh = () => refreshToken(accounts, secrets, ending);
  return async (request) => {
    let isFresh = false;
    const takeToken = () =>
      tokens.get(() => {
        isFresh = true;
        return refresh();
      });
    for (;;) {
      const token = await takeToken();
      try {
        return await call(request, token);
      } catch (error) {
        if (!(error instanceof VendorError) || error.fault.code !== 'unauthorized') throw error;
        await tokens.drop(token);
        // One that was refused as soon as it came: another would be, too.
        if (isFresh) throw error;
      }
    }
  };
}

/** https://www.zoho.com/recruit/developer-guide/apiv2/refresh.html: refusals are answered 200 with an `error`. */
async function refreshToken(
  accounts: string,
  secrets: ZohoSecrets,
  ending: { signal?: AbortSignal },
): Promise<{ token: string; expiresInMs: number }> {
  const what = 'refresh of the access token';
  const body = new URLSearchParams({ grant_type: 'refresh_token', ...secrets });
  const answer = await callVendor({ ...ending, what, url: `${accounts}/oauth/v2/token`, method: 'POST', body }).catch(
    (error: unknown) => {
      // Too many in a minute are answered 400, or 200 with words that no page names.
      const isRefused = error instanceof VendorError && error.fault.code === 'refused';
      throw isRefused ? tooMany(error.fault.detail) : error;
    },
  );
  const { data } = tokenAnswer.safeParse(answer.body);
  if (data === undefined) throw new VendorError('answer_unreadable', `${what}: no token in the answer`);
  if ('access_token' in data) return { token: data.access_token, expiresInMs: data.expires_in * 1000 };
  if (/denied|too_many|rate/i.test(data.error)) throw tooMany(`${what}: too many`);
  throw new VendorError('unauthorized', `${what}: ${/^\w{1,40}$/.test(data.error) ? data.error : 'refused'}`);
}

const tooMany = (detail: string) => new VendorError('rate_limited', detail, { retryAfterMs: tooManyRefreshesPauseMs });
