import { HttpProblem } from '@goen/service-kit';
import type { Context } from 'hono';
import { readNetwork } from '../../http/network.ts';
import { authPath, networkHeader } from './auth.ts';
import type { Identity } from './identity.ts';

type AuthCall = { readonly method?: 'GET' | 'POST'; readonly query?: Record<string, string>; readonly body?: object };

export type SignInContext = { readonly identity: Identity; readonly publicUrl: string };

/**
 * Asks better-auth at one of its own paths, on behalf of the caller, and passes its cookies on. The headers are ours: of
 * the caller's only the cookies and the name of the browser.
 */
export async function askAuth(
  { identity, publicUrl }: SignInContext,
  c: Context,
  path: string,
  { method = 'GET', query = {}, body }: AuthCall = {},
): Promise<Response> {
  const url = new URL(`${authPath}${path}`, publicUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers = new Headers({
    origin: url.origin,
    [networkHeader]: readNetwork(c, identity.settings.trustedProxies),
  });
  for (const name of ['cookie', 'user-agent']) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  if (body !== undefined) headers.set('content-type', 'application/json');
  const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const answer = await identity.providerGuard.run(() => identity.auth().handler(request));
  for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
  if (answer.status >= 500) throw new HttpProblem('internal_error');
  return answer;
}
