import { type Database, readDatabaseNow } from '@goen/service-kit/database';
import { SenderDomain } from '../database/sender-domain.ts';
import { type MailProvider, unknownDomain } from '../providers/provider.ts';
import { createRateLimiter } from '../sending/rate-limit.ts';

const minuteMs = 60_000;
/** A verified state is trusted longer: a domain that was just fixed must not hold up mails. */
const verifiedTtlMs = 60 * minuteMs;
const unverifiedTtlMs = minuteMs;

/** The provider's answer about the domain, requested at most once an hour (a minute while it is not verified). */
export async function checkSenderDomain(orm: Database, provider: MailProvider, domain: string): Promise<SenderDomain> {
  const em = orm.em.fork();
  const known = await em.findOne(SenderDomain, { provider: provider.name, domain });
  const checkedAt = await readDatabaseNow(em);
  const ttlMs = known?.state === 'verified' ? verifiedTtlMs : unverifiedTtlMs;
  if (known && checkedAt.getTime() - known.checkedAt.getTime() < ttlMs) return known;
  const report = (await provider.checkDomain?.(domain, createRateLimiter(orm, provider))) ?? unknownDomain;
  // Without an answer the known state stays, until it is due again.
  const { state, spf, dkim } = report.state === 'unknown' && known ? known : report;
  return em.upsert(SenderDomain, { provider: provider.name, domain, state, spf, dkim, checkedAt });
}
