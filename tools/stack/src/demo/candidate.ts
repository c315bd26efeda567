import { type InboxMail, inboxOf } from './api.ts';

/** A candidate as the world sees one: a mailbox, and what they do on the page that a mail links to. */
export function candidate(inboxUrl: string, address: string) {
  const newest = async (): Promise<InboxMail> => {
    const [mail] = await inboxOf(inboxUrl, address);
    if (mail === undefined) throw new Error('A mail was reported as sent and is not in the inbox.');
    return mail;
  };
  const pageUrl = async () => {
    const url = /https?:\/\/\S+\/c\/[\w-]+/.exec((await newest()).text)?.[0];
    if (url === undefined) throw new Error('A mail has no link to the page of the candidate.');
    return url;
  };
  return {
    pageUrl,
    /** Opens the page, finds the button and presses it. */
    async press(action: string, fields: Record<string, string> = {}): Promise<void> {
      const url = await pageUrl();
      const page = await (await fetch(url)).text();
      if (!page.includes(`value="${action}"`)) throw new Error(`The page offers no button "${action}".`);
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ action, ...fields }) });
      if (!answer.ok) throw new Error(`The page answered ${answer.status} to "${action}".`);
    },
    /** What a mail program does behind its button: RFC 8058, from the headers alone. */
    async unsubscribeByHeader(): Promise<void> {
      const { headers } = await newest();
      const named = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'list-unsubscribe');
      const url = /<(https?:[^>]+)>/.exec(named?.[1] ?? '')?.[1];
      if (url === undefined) throw new Error('A regulated mail has no List-Unsubscribe.');
      const answer = await fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      });
      if (!answer.ok) throw new Error(`One-click unsubscribe answered ${answer.status}.`);
    },
  };
}
