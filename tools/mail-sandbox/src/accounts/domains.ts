import { domainOf } from '../mails/address.ts';
import type { DomainStatus } from '../mails/entry.ts';
import type { Provider } from '../mails/mail.ts';
import type { Book, JournalAccess } from '../mails/mail-store.ts';

export type Domain = { provider: Provider; name: string; status: DomainStatus; created_at: string };
export type Domains = {
  /** In the order they were first seen. */
  list(provider: Provider): Domain[];
  find(provider: Provider, name: string): Domain | undefined;
  /** A domain nobody spoke of yet counts as verified: a sandbox has no DNS to look at. */
  isVerified(provider: Provider, mailbox: string): boolean;
  set(provider: Provider, name: string, status: DomainStatus): Promise<void>;
};

/** The sending domains of each provider's account: those told to it, and those that mails came from. */
export function createDomains(journal: JournalAccess, now: () => Date): Book<Domains> {
  const domains = new Map<string, Domain>();
  const keyOf = (provider: Provider, name: string) => `${provider} ${name.toLowerCase()}`;
  const see = (provider: Provider, name: string, at: string, status?: DomainStatus) => {
    const key = keyOf(provider, name);
    const known = domains.get(key);
    if (known && status) known.status = status;
    if (!known) domains.set(key, { provider, name: name.toLowerCase(), status: status ?? 'verified', created_at: at });
  };

  return {
    apply(entry) {
      if (entry.type === 'domain') see(entry.provider, entry.name, entry.at, entry.status);
      if (entry.type === 'accepted') {
        for (const mail of entry.mails) see(mail.provider ?? 'resend', domainOf(mail.from), entry.at);
      }
    },
    list: (provider) => [...domains.values()].filter((domain) => domain.provider === provider),
    find: (provider, name) => domains.get(keyOf(provider, name)),
    isVerified: (provider, mailbox) =>
      (domains.get(keyOf(provider, domainOf(mailbox)))?.status ?? 'verified') === 'verified',
    async set(provider, name, status) {
      await journal.append({ type: 'domain', at: now().toISOString(), provider, name, status });
    },
  };
}
