import { randomInt } from 'node:crypto';
import { listInbox } from '../demo/inbox.ts';
import { waitUntil } from '../demo/wait-until.ts';

type SessionCookie = { readonly name: string; readonly value: string };
/** Somebody who has signed in. */
export type TestMember = { readonly email: string; readonly name: string; readonly cookies: readonly SessionCookie[] };

type Addresses = { readonly url: string; readonly inboxUrl: string };

/** Requests a sign-in link, reads it from the inbox and uses it, as a person does. */
export async function signIn({ url, inboxUrl }: Addresses, email: string): Promise<SessionCookie[]> {
  const network = `198.51.${randomInt(256)}.${randomInt(256)}`;
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: url, 'x-forwarded-for': network };
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const listTokens = async () => {
    const mails = await listInbox(inboxUrl, email);
    return mails.flatMap(({ text }) => /#token=([\w-]+)/.exec(text)?.[1] ?? []);
  };
  const used = await listTokens();
  await post('/v1/sign-in/links', { email, locale: 'ja' });
  const token = await waitUntil('the sign-in link', async () =>
    (await listTokens()).find((found) => !used.includes(found)),
  );
  const response = await post('/v1/sign-in/link', { token });
  return response.headers.getSetCookie().flatMap((line) => {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    return name && value ? [{ name, value }] : [];
  });
}
