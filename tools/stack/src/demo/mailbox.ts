import { type InboxMail, listInbox } from './inbox.ts';

/** Mails about introductions do not belong to a case. */
const introductionSubject = /^May we introduce you|^Your answer about|へのご紹介について/;

/** A candidate's mailbox, and what they do on the page that its mails link to. */
export function openMailbox(inboxUrl: string, address: string) {
  const readNewest = async (): Promise<InboxMail> => {
    const [mail] = await listInbox(inboxUrl, address);
    if (mail === undefined) throw new Error('A mail was reported as sent but is not in the inbox.');
    return mail;
  };
  const findPageUrl = async () => {
    const url = /https?:\/\/\S+\/c\/[\w-]+/.exec((await readNewest()).text)?.[0];
    if (url === undefined) throw new Error('The mail has no link to the candidate’s page.');
    return url;
  };
  return {
    findPageUrl,
    countCaseMails: async () =>
      (await listInbox(inboxUrl, address)).filter(({ subject }) => !introductionSubject.test(subject)).length,
    /** Opens the page and presses a button; then the next one on the page that follows. */
    async press(...buttons: readonly string[]): Promise<void> {
      const url = await findPageUrl();
      let page = await (await fetch(url)).text();
      for (const button of buttons) {
        const fields = readFormFields(page, button);
        const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
        if (!response.ok) throw new Error(`The page returned ${response.status} for the button "${button}".`);
        page = await response.text();
      }
    },
    /**
     * One-click unsubscribe as a mail client does it (RFC 8058, from the headers alone). HubSpot takes no headers: there,
     * the link in the text is used.
     */
    async unsubscribe(): Promise<void> {
      const { headers, provider, text } = await readNewest();
      const header = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'list-unsubscribe');
      const fromText = provider === 'hubspot' ? /https?:\/\/\S+\/u\/[\w-]+/.exec(text)?.[0] : undefined;
      const url = /<(https?:[^>]+)>/.exec(header?.[1] ?? '')?.[1] ?? fromText;
      if (url === undefined) throw new Error('A regulated mail has no way to unsubscribe.');
      const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
      const response = await fetch(url, { method: 'POST', body });
      if (!response.ok) throw new Error(`One-click unsubscribe returned ${response.status}.`);
    },
  };
}

/** The fields that the form of a button sends, read from the page as a browser would. */
function readFormFields(page: string, action: string): Record<string, string> {
  const forms = page.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((html) => html.includes(`name="action" value="${action}"`));
  if (form === undefined) throw new Error(`The page has no button "${action}".`);
  return Object.fromEntries(
    [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
}
