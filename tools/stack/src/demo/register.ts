import { listInbox } from './inbox.ts';
import { waitUntil } from './wait-until.ts';

export type NewRegistration = { readonly familyName: string; readonly givenName: string; readonly email: string };

/** Registers a candidate as they do it themselves: fills in the form, opens the link of the mail, and consents. */
export async function register(
  inboxUrl: string,
  linkUrl: string,
  { familyName, givenName, email }: NewRegistration,
): Promise<void> {
  await submit(linkUrl, {
    family_name: familyName,
    given_name: givenName,
    email,
    job: '営業',
    prefecture: '神奈川県',
    skills: '法人営業',
  });
  const confirmation = await waitUntil('the confirmation mail', async () => {
    const [mail] = await listInbox(inboxUrl, email);
    return mail && /https?:\/\/\S+\/r\/confirm\/[\w-]+/.exec(mail.text)?.[0];
  });
  await submit(confirmation, { action: 'register' });
}

async function submit(url: string, fields: Record<string, string>): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  if (!response.ok) throw new Error(`The registration page returned ${response.status}.`);
}
