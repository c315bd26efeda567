import { z } from 'zod';

const inboxMail = z.looseObject({
  id: z.string(),
  provider: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()).nullish(),
});
export type InboxMail = z.infer<typeof inboxMail>;

/** The mails to an address in the sandbox's inbox, newest first. An empty address lists all mails. */
export async function listInbox(inboxUrl: string, address: string): Promise<InboxMail[]> {
  const response = await fetch(`${inboxUrl}/inbox.json?to=${encodeURIComponent(address)}&limit=50`);
  return z.array(inboxMail).parse(await response.json());
}
