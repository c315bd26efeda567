import type { Provider } from '../mails/mail.ts';
import type { RecordedEvent, SuppressionOrigin } from './journal-entry.ts';
import type { JournalAccess, Projection } from './projection.ts';

export type Suppression = {
  email: string;
  origin: SuppressionOrigin;
  createdAt: string;
  /** The mail that bounced or drew the complaint; null for a manual entry. */
  sourceId: string | null;
};
export type SuppressionStore = {
  /** Oldest first. */
  list(provider: Provider, origin?: SuppressionOrigin): Suppression[];
  find(provider: Provider, email: string): Suppression | undefined;
  add(provider: Provider, emails: string[]): Promise<void>;
  /** With an origin, removes only entries of that origin. */
  remove(provider: Provider, emails: string[], origin?: SuppressionOrigin): Promise<void>;
};

/**
 * The suppression list of each provider. Permanent bounces and complaints are added automatically, as at the vendors;
 * an address has one entry, its first.
 */
export function createSuppressionStore(journal: JournalAccess, now: () => Date): Projection<SuppressionStore> {
  const lists = new Map<Provider, Map<string, Suppression>>();
  const getList = (provider: Provider) => {
    const list = lists.get(provider) ?? new Map<string, Suppression>();
    lists.set(provider, list);
    return list;
  };
  const addIfAbsent = (provider: Provider, suppression: Suppression) => {
    const list = getList(provider);
    if (!list.has(suppression.email)) list.set(suppression.email, suppression);
  };

  return {
    apply(entry) {
      if (entry.type === 'suppressed') {
        for (const email of entry.emails) {
          addIfAbsent(entry.provider, { email, origin: entry.origin, createdAt: entry.at, sourceId: null });
        }
      }
      if (entry.type === 'unsuppressed') {
        const list = getList(entry.provider);
        for (const email of entry.emails) {
          if (entry.origin === null || list.get(email)?.origin === entry.origin) list.delete(email);
        }
      }
      if (entry.type === 'happened') {
        for (const event of entry.happenings) {
          const origin = toSuppressionOrigin(event);
          if (origin === null) continue;
          for (const email of event.to) {
            addIfAbsent(event.provider, { email, origin, createdAt: entry.at, sourceId: event.mail_id });
          }
        }
      }
    },
    list: (provider, origin) =>
      [...getList(provider).values()].filter((suppression) => !origin || suppression.origin === origin),
    find: (provider, email) => getList(provider).get(normalizeEmail(email)),
    async add(provider, emails) {
      await journal.append({
        type: 'suppressed',
        at: now().toISOString(),
        provider,
        emails: emails.map(normalizeEmail),
        origin: 'manual',
      });
    },
    async remove(provider, emails, origin) {
      await journal.append({
        type: 'unsuppressed',
        at: now().toISOString(),
        provider,
        emails: emails.map(normalizeEmail),
        origin: origin ?? null,
      });
    },
  };
}

const normalizeEmail = (email: string) => email.trim().toLowerCase();

/** SMTP has no suppression list. */
function toSuppressionOrigin({ provider, event, bounce }: RecordedEvent): SuppressionOrigin | null {
  if (provider === 'smtp') return null;
  if (event === 'complained') return 'complaint';
  return event === 'bounced' && bounce !== 'Transient' ? 'bounce' : null;
}
