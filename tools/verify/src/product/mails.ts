import { type InboxMail, listInbox, openMailbox } from '@goen/stack/demo';
import type { Product } from './start-product.ts';

/** The mails to an address whose subject has this text, newest first. */
export async function findMails({ inboxUrl }: Product, address: string, subject: string): Promise<InboxMail[]> {
  return (await listInbox(inboxUrl, address)).filter((mail) => mail.subject.includes(subject));
}

/** The address of the candidate's page that a mail links to. */
export function findPageUrl(mail: InboxMail | undefined): string {
  const url = /https?:\/\/\S+\/c\/[\w-]+/.exec(mail?.text ?? '')?.[0];
  if (url === undefined) throw new Error('A mail has no link to the candidate’s page.');
  return url;
}

/** The candidate's page, as the link in their latest mail opens it. */
export async function readPage({ inboxUrl }: Product, address: string): Promise<string> {
  return (await fetch(await openMailbox(inboxUrl, address).findPageUrl())).text();
}
