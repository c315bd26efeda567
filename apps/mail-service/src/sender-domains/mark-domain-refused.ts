import type { Database } from '@goen/service-kit/database';
import { raw } from '@mikro-orm/core';
import { SenderDomain } from '../database/sender-domain.ts';
import type { MailProvider } from '../providers/provider.ts';

/**
 * The provider has just refused a mail because of its sender's domain: what it said about the domain before is out of
 * date. It is asked again a minute later. Providers that cannot be asked are not marked, as nothing would clear it.
 */
export async function markDomainRefused(orm: Database, provider: MailProvider, domain: string): Promise<void> {
  if (!provider.checkDomain) return;
  const refused = { state: 'failed' as const, checkedAt: raw('now()') };
  await orm.em.fork().nativeUpdate(SenderDomain, { provider: provider.name, domain, state: 'verified' }, refused);
}
