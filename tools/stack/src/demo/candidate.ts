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
    /** How many mails of their case lie in the mailbox. */
    count: async () =>
      (await inboxOf(inboxUrl, address)).filter(({ subject }) => !aboutIntroduction.test(subject)).length,
    /** Opens the page, finds the button and presses it; then the next one on the page that comes. */
    async press(...buttons: readonly string[]): Promise<void> {
      const url = await pageUrl();
      let page = await (await fetch(url)).text();
      for (const button of buttons) {
        const fields = fieldsOf(page, button);
        const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
        if (!answer.ok) throw new Error(`The page answered ${answer.status} to "${button}".`);
        page = await answer.text();
      }
    },
    /**
     * What a mail program does behind its button: RFC 8058, from the headers alone; in a mail of a provider that takes
     * no headers, the link to the same place in its text.
     */
    async unsubscribe(): Promise<void> {
      const { headers, provider, text } = await newest();
      const named = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'list-unsubscribe');
      const fromText = provider === 'hubspot' ? /https?:\/\/\S+\/u\/[\w-]+/.exec(text)?.[0] : undefined;
      const url = /<(https?:[^>]+)>/.exec(named?.[1] ?? '')?.[1] ?? fromText;
      if (url === undefined) throw new Error('A regulated mail has no way to unsubscribe.');
      const answer = await fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      });
      if (!answer.ok) throw new Error(`One-click unsubscribe answered ${answer.status}.`);
    },
  };
}

/** Questions of the relay are no mails of a case. */
const aboutIntroduction = /^May we introduce you|^Your answer about|へのご紹介について/;

/** What the form of a button would send, read from the page as a browser would. */
function fieldsOf(page: string, action: string): Record<string, string> {
  const forms = page.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((one) => one.includes(`name="action" value="${action}"`));
  if (form === undefined) throw new Error(`The page offers no button "${action}".`);
  return Object.fromEntries(
    [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
}
