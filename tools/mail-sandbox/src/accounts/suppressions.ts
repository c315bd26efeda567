import type { SuppressionOrigin } from '../mails/entry.ts';
import type { Provider } from '../mails/mail.ts';
import type { Book, JournalAccess } from '../mails/mail-store.ts';

export type Suppression = {
  email: string;
  origin: SuppressionOrigin;
  created_at: string;
  /** The mail that bounced or was complained about; null when a person or the API put it there. */
  source_id: string | null;
};
export type Suppressions = {
  /** Oldest first. */
  list(provider: Provider, origin?: SuppressionOrigin): Suppression[];
  find(provider: Provider, email: string): Suppression | undefined;
  add(provider: Provider, emails: string[]): Promise<void>;
  /** With an origin, only entries of it go. */
  remove(provider: Provider, emails: string[], origin?: SuppressionOrigin): Promise<void>;
};

/**
 * Who a provider sends no mail to any more. Permanent bounces and complaints enter by themselves, as at the vendors;
 * an address has one entry, its first.
 */
export function createSuppressions(journal: JournalAccess, now: () => Date): Book<Suppressions> {
  const lists = new Map<Provider, Map<string, Suppression>>();
  const listOf = (provider: Provider) => {
    const known = lists.get(provider) ?? new Map<string, Suppression>();
    lists.set(provider, known);
    return known;
  };
  const add = (provider: Provider, suppression: Suppression) => {
    const list = listOf(provider);
    if (!list.has(suppression.email)) list.set(suppression.email, suppression);
  };

  return {
    apply(entry) {
      if (entry.type === 'suppressed') {
        for (const email of entry.emails) {
          add(entry.provider, { email, origin: entry.origin, created_at: entry.at, source_id: null });
        }
      }
      if (entry.type === 'unsuppressed') {
        const list = listOf(entry.provider);
        for (const email of entry.emails) {
          if (entry.origin === null || list.get(email)?.origin === entry.origin) list.delete(email);
        }
      }
      if (entry.type === 'happened') {
        for (const { event, bounce, provider, to, mail_id } of entry.happenings) {
          const origin =
            event === 'complained' ? 'complaint' : event === 'bounced' && bounce !== 'Transient' ? 'bounce' : null;
          if (origin === null || provider === 'smtp') continue;
          for (const email of to) add(provider, { email, origin, created_at: entry.at, source_id: mail_id });
        }
      }
    },
    list: (provider, origin) => [...listOf(provider).values()].filter((one) => !origin || one.origin === origin),
    find: (provider, email) => listOf(provider).get(email.trim().toLowerCase()),
    async add(provider, emails) {
      const lower = emails.map((email) => email.trim().toLowerCase());
      await journal.append({ type: 'suppressed', at: now().toISOString(), provider, emails: lower, origin: 'manual' });
    },
    async remove(provider, emails, origin) {
      const lower = emails.map((email) => email.trim().toLowerCase());
      const at = now().toISOString();
      await journal.append({ type: 'unsuppressed', at, provider, emails: lower, origin: origin ?? null });
    },
  };
}
