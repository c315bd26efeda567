import { type InboxMail, listInbox } from '../demo/inbox.ts';
import { waitUntil } from '../demo/wait-until.ts';
import type { ConsoleStack } from './console-stack.ts';

/** The newest mail to an address whose subject has this text, once it is in the inbox. */
export const waitForTestMail = ({ inboxUrl }: ConsoleStack, address: string, subject: string): Promise<InboxMail> =>
  waitUntil(`a mail with “${subject}”`, async () =>
    (await listInbox(inboxUrl, address)).find((mail) => mail.subject.includes(subject)),
  );
