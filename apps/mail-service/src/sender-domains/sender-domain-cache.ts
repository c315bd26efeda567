import type { Database } from '@goen/service-kit/database';
import { LRUCache } from 'lru-cache';
import type { MailProvider } from '../providers/provider.ts';
import { checkSenderDomain } from './check-sender-domain.ts';

/** Mails within this time share one read of the row. */
const ttlMs = 10_000;
const maxDomains = 10_000;

type DomainOfProvider = { readonly provider: MailProvider; readonly domain: string };
export type SenderDomainCache = { load(key: DomainOfProvider): ReturnType<typeof checkSenderDomain> };

export function createSenderDomainCache(orm: Database): SenderDomainCache {
  const cache = new LRUCache<string, Awaited<ReturnType<typeof checkSenderDomain>>, DomainOfProvider>({
    max: maxDomains,
    ttl: ttlMs,
    fetchMethod: (_key, _stale, { context: { provider, domain } }) => checkSenderDomain(orm, provider, domain),
  });
  return {
    load: (key) => cache.forceFetch(`${key.provider.name}:${key.domain}`, { context: key }),
  };
}
