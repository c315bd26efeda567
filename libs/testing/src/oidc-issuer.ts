import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export type Issuer = Awaited<ReturnType<typeof startIssuer>>;
type Claims = { readonly email: string; readonly email_verified?: unknown };

/**
 * The identity provider of a company: it signs in any login that is entered, with the claims that the test says.
 * `redirectUris`: those that are registered, or which are, where companies are created later.
 */
export async function startIssuer(
  redirectUris: readonly string[] | ((uri: string) => boolean),
  readClaims: (login: string) => Claims,
) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'goen',
        client_secret: 'a-secret-of-the-issuer',
        redirect_uris: typeof redirectUris === 'function' ? [`${issuer}/none`] : [...redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, email_verified: true, ...readClaims(sub) }) }),
    cookies: { keys: ['a-key-of-the-tests'] },
  });
  if (typeof redirectUris === 'function') {
    Object.assign(provider.Client.prototype as object, { redirectUriAllowed: redirectUris });
  }
  const handle = provider.callback();
  server.on('request', (request, response) => void handle(request, response));
  return {
    issuer,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A provider that is nothing but its description, with endpoints that the test says. */
export async function startDescription(readEndpoints: () => Readonly<Record<string, string>>) {
  const server = createServer((_request, response) => {
    const own = {
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ issuer, ...own, ...readEndpoints() }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

/** Follows the issuer's own pages (login, consent) as a browser does; returns where it sends the browser back to. */
export async function passIssuer(authorizationUrl: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  const { origin } = new URL(authorizationUrl);
  const visit = async (url: string, form?: Record<string, string>) => {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const body = form && { method: 'POST', body: new URLSearchParams(form) };
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...body });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  };
  let next = authorizationUrl;
  for (let step = 0; step < 12 && next.startsWith(origin); step += 1) {
    let answer = await visit(next);
    if (answer.status === 200) {
      const page = await answer.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? 'login';
      const action = /action="([^"]+)"/.exec(page)?.[1] ?? next;
      answer = await visit(
        new URL(action, next).href,
        prompt === 'login' ? { prompt, login, password: 'x' } : { prompt },
      );
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`The issuer answered ${answer.status}: ${await answer.text()}`);
    next = new URL(location, next).href;
  }
  return next;
}
