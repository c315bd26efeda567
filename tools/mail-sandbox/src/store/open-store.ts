import { createDomainStore, type DomainStore } from './domain-store.ts';
import { type JournalPosition, openJournal } from './journal.ts';
import type { JournalEntry, RecordedEvent } from './journal-entry.ts';
import { createMailStore, type MailStore } from './mail-store.ts';
import type { JournalAccess } from './projection.ts';
import { createSuppressionStore, type SuppressionStore } from './suppression-store.ts';
import { createUnsentSendStore, type UnsentSendStore } from './unsent-send-store.ts';

export type SandboxStore = {
  readonly mails: MailStore;
  readonly domains: DomainStore;
  readonly suppressions: SuppressionStore;
  readonly unsentSends: UnsentSendStore;
  /** Records events of mails; mail states and suppression lists follow from them. */
  recordEvents(events: RecordedEvent[]): Promise<void>;
  close(): Promise<void>;
};

/** Opens everything the sandbox keeps: one journal on disk, replayed once at start into the stores. */
export async function openStore(dataDir: string, now: () => Date): Promise<SandboxStore> {
  const access: JournalAccess = {
    async append(entry) {
      const position = await journal.append(entry);
      apply(entry, position);
      return position;
    },
    read: (position) => journal.read(position),
  };
  const mails = createMailStore(access, now);
  const domains = createDomainStore(access, now);
  const suppressions = createSuppressionStore(access, now);
  const unsentSends = createUnsentSendStore(access, now);
  const apply = (entry: JournalEntry, position: JournalPosition) => {
    for (const projection of [mails, domains, suppressions, unsentSends]) projection.apply(entry, position);
  };
  const journal = await openJournal<JournalEntry>(dataDir, apply);

  return {
    mails,
    domains,
    suppressions,
    unsentSends,
    async recordEvents(events) {
      if (events.length > 0) await access.append({ type: 'happened', at: now().toISOString(), happenings: events });
    },
    close: () => journal.close(),
  };
}
