import { LRUCache } from 'lru-cache';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider } from '../providers/provider.ts';
import { checkSenderDomain } from './check-sender-domain.ts';

/** One look at the row for all mails of these milliseconds. */
const ttlMs = 10_000;
const maxDomains = 10_000;

type Asked = { provider: MailProvider; domain: string };
export type SenderDomainCache = { load(asked: Asked): ReturnType<typeof checkSenderDomain> };

export function createSenderDomainCache(context: Pick<MailContext, 'orm'>): SenderDomainCache {
  const known = new LRUCache<string, Awaited<ReturnType<typeof checkSenderDomain>>, Asked>({
    max: maxDomains,
    ttl: ttlMs,
    fetchMethod: (_key, _stale, { context: { provider, domain } }) => checkSenderDomain(context, provider, domain),
  });
  return {
    load: (asked) => known.forceFetch(`${asked.provider.name}:${asked.domain}`, { context: asked }),
  };
}
