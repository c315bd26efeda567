import { startVendorSandbox, type VendorSandbox, type VendorSandboxOptions } from '../index.ts';

export type TestSandbox = VendorSandbox & {
  /** Sends a request with a bearer token; `body` is sent as JSON. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
  /** The same for Zoho Recruit, with an access token that is fetched first. */
  zohoCall(method: string, path: string, body?: unknown): Promise<Response>;
  refreshZohoToken(form?: Record<string, string>): Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
};

export const zohoClient = {
  grant_type: 'refresh_token',
  client_id: 'client',
  client_secret: 'secret',
  refresh_token: 'refresh',
};

/** Starts a sandbox on a free port; dispose of it with `await using`. */
export async function startTestSandbox(options: VendorSandboxOptions = {}): Promise<TestSandbox> {
  const sandbox = await startVendorSandbox(options);
  let token: string | undefined;
  const send = (method: string, url: string, authorization: string, body?: unknown) =>
    fetch(url, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const refreshZohoToken = (form: Record<string, string> = zohoClient) =>
    fetch(`${sandbox.urls.zohoAccounts}/oauth/v2/token`, { method: 'POST', body: new URLSearchParams(form) });
  return {
    ...sandbox,
    refreshZohoToken,
    call: (method, path, body) => send(method, sandbox.url + path, 'Bearer key', body),
    async zohoCall(method, path, body) {
      token ??= ((await (await refreshZohoToken()).json()) as { access_token: string }).access_token;
      return send(method, sandbox.urls.zohoRecruit + path, `Zoho-oauthtoken ${token}`, body);
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

/** Status and JSON body as one value to compare; the body is null when empty. */
export async function readResponse(pending: Promise<Response>): Promise<[status: number, body: unknown]> {
  const response = await pending;
  const text = await response.text();
  return [response.status, text === '' ? null : (JSON.parse(text) as unknown)];
}
