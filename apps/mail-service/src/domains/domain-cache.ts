import { LRUCache } from 'lru-cache';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider } from '../providers/provider.ts';
import { senderDomain } from './sender-domain.ts';

/** One look at the row for all mails of these milliseconds. */
const ttlMs = 10_000;
const maxDomains = 10_000;

type Asked = { provider: MailProvider; domain: string };
export type DomainCache = { load(asked: Asked): ReturnType<typeof senderDomain> };

export function createDomainCache(context: Pick<MailContext, 'orm'>): DomainCache {
  const known = new LRUCache<string, ReturnType<typeof senderDomain>>({ max: maxDomains, ttl: ttlMs });
  return {
    load({ provider, domain }) {
      const key = `${provider.name}:${domain}`;
      const found = known.get(key);
      if (found) return found;
      const state = senderDomain(context, provider, domain);
      known.set(key, state);
      state.catch(() => known.delete(key));
      return state;
    },
  };
}
