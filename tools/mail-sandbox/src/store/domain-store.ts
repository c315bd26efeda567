import { extractDomain } from '../mails/address.ts';
import type { Provider } from '../mails/mail.ts';
import type { DomainStatus } from './journal-entry.ts';
import type { JournalAccess, Projection } from './projection.ts';

export type Domain = { provider: Provider; name: string; status: DomainStatus; createdAt: string };
export type DomainStore = {
  /** In the order in which they were first seen. */
  list(provider: Provider): Domain[];
  find(provider: Provider, name: string): Domain | undefined;
  /** An unknown domain counts as verified: a sandbox has no DNS to check. */
  isVerified(provider: Provider, mailbox: string): boolean;
  setStatus(provider: Provider, name: string, status: DomainStatus): Promise<void>;
};

/** The sending domains of each provider's account: those added to it and those mails were sent from. */
export function createDomainStore(journal: JournalAccess, now: () => Date): Projection<DomainStore> {
  const domains = new Map<string, Domain>();
  const toKey = (provider: Provider, name: string) => `${provider} ${name.toLowerCase()}`;
  const upsert = (provider: Provider, name: string, seenAt: string, status?: DomainStatus) => {
    const key = toKey(provider, name);
    const known = domains.get(key);
    if (known && status) known.status = status;
    if (!known) {
      domains.set(key, { provider, name: name.toLowerCase(), status: status ?? 'verified', createdAt: seenAt });
    }
  };

  return {
    apply(entry) {
      if (entry.type === 'domain') upsert(entry.provider, entry.name, entry.at, entry.status);
      if (entry.type === 'accepted') {
        for (const mail of entry.mails) upsert(mail.provider ?? 'resend', extractDomain(mail.from), entry.at);
      }
    },
    list: (provider) => [...domains.values()].filter((domain) => domain.provider === provider),
    find: (provider, name) => domains.get(toKey(provider, name)),
    isVerified: (provider, mailbox) =>
      (domains.get(toKey(provider, extractDomain(mailbox)))?.status ?? 'verified') === 'verified',
    async setStatus(provider, name, status) {
      await journal.append({ type: 'domain', at: now().toISOString(), provider, name, status });
    },
  };
}
