import { startVendorSandbox, type VendorSandbox, type VendorSandboxOptions } from '../index.ts';

export type TestSandbox = VendorSandbox & {
  /** A request with a key that every vendor reads; `body` is sent as JSON. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
  /** Zoho's, with an access token that is refreshed when there is none. */
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

/** A sandbox on a free port that ends with its test. */
export async function testSandbox(options: VendorSandboxOptions = {}): Promise<TestSandbox> {
  const sandbox = await startVendorSandbox(options);
  let token: string | undefined;
  const call = (method: string, url: string, authorization: string, body?: unknown) =>
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
    call: (method, path, body) => call(method, sandbox.url + path, 'Bearer key', body),
    async zohoCall(method, path, body) {
      token ??= ((await (await refreshZohoToken()).json()) as { access_token: string }).access_token;
      return call(method, sandbox.urls.zohoRecruit + path, `Zoho-oauthtoken ${token}`, body);
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

/** Status and JSON body, as one thing to compare. */
export async function told(answer: Promise<Response>): Promise<[number, unknown]> {
  const { status, text } = await answer.then(async (one) => ({ status: one.status, text: await one.text() }));
  return [status, text === '' ? null : (JSON.parse(text) as unknown)];
}
