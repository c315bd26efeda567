import type { DomainStateName } from '../database/sender-domain.ts';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider } from '../providers/provider.ts';
import { senderDomain } from './sender-domain.ts';

/** One look at the row for all mails of these milliseconds. */
const freshMs = 10_000;
const maxDomains = 10_000;

type Asked = { provider: MailProvider; domain: string };
export type DomainCache = { load(asked: Asked): Promise<{ state: DomainStateName }> };

export function createDomainCache(context: Pick<MailContext, 'orm'>): DomainCache {
  const known = new Map<string, { at: number; state: Promise<{ state: DomainStateName }> }>();
  return {
    load({ provider, domain }) {
      const key = `${provider.name}:${domain}`;
      const found = known.get(key);
      if (found && Date.now() - found.at < freshMs) return found.state;
      if (known.size >= maxDomains) known.clear();
      const state = senderDomain(context, provider, domain);
      known.set(key, { at: Date.now(), state });
      state.catch(() => known.delete(key));
      return state;
    },
  };
}
