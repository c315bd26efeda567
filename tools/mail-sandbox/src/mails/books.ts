import { createDomains, type Domains } from '../accounts/domains.ts';
import { createSuppressions, type Suppressions } from '../accounts/suppressions.ts';
import { createSendStatuses, type SendStatuses } from '../hubspot/send-statuses.ts';
import type { BounceType, Entry, MailHappening } from './entry.ts';
import { openJournal } from './journal.ts';
import { createMailStore, type JournalAccess, type MailStore } from './mail-store.ts';

export type Books = {
  readonly mails: MailStore;
  readonly domains: Domains;
  readonly suppressions: Suppressions;
  readonly sendStatuses: SendStatuses;
  /** Keeps what befell mails; states and suppression lists follow from it. */
  record(happenings: MailHappening[]): Promise<void>;
  close(): Promise<void>;
};
export type { BounceType };

/** All that the sandbox keeps: one journal on the disk, read once at the start, and the books made from it. */
export async function openBooks(dataDir: string, now: () => Date): Promise<Books> {
  const access: JournalAccess = {
    async append(entry) {
      const position = await journal.append(entry);
      apply(entry, position);
      return position;
    },
    read: (position) => journal.read(position),
  };
  const mails = createMailStore(access, now);
  const domains = createDomains(access, now);
  const suppressions = createSuppressions(access, now);
  const sendStatuses = createSendStatuses(access, now);
  const apply: typeof mails.apply = (entry, position) => {
    for (const book of [mails, domains, suppressions, sendStatuses]) book.apply(entry, position);
  };
  const journal = await openJournal<Entry>(dataDir, apply);

  return {
    mails,
    domains,
    suppressions,
    sendStatuses,
    async record(happenings) {
      if (happenings.length > 0) await access.append({ type: 'happened', at: now().toISOString(), happenings });
    },
    close: () => journal.close(),
  };
}
