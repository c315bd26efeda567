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
  const known = new LRUCache<string, Awaited<ReturnType<typeof senderDomain>>, Asked>({
    max: maxDomains,
    ttl: ttlMs,
    fetchMethod: (_key, _stale, { context: { provider, domain } }) => senderDomain(context, provider, domain),
  });
  return {
    load: (asked) => known.forceFetch(`${asked.provider.name}:${asked.domain}`, { context: asked }),
  };
}
