import { Resolver } from 'node:dns/promises';
import type { DomainState } from '@goen/contracts/internal';
import { SenderDomain } from '../database/sender-domain.ts';
import type { MailContext } from '../mail-context.ts';
import { type MailProvider, unknownDomain } from '../providers/provider.ts';
import { createRateLimiter } from '../sending/rate-limit.ts';

const minuteMs = 60_000;
/** A good state is believed longer than a bad one: a domain that was just mended must not hold mails up. */
const goodForMs = 60 * minuteMs;
const badForMs = minuteMs;

/** What the provider says of the domain, asked at most once an hour (a minute while it is not verified). */
export async function checkSenderDomain(
  context: Pick<MailContext, 'orm'>,
  provider: MailProvider,
  domain: string,
): Promise<SenderDomain> {
  const em = context.orm.em.fork();
  const known = await em.findOne(SenderDomain, { provider: provider.name, domain });
  const now = Date.now();
  if (known && now - known.checkedAt.getTime() < (known.state === 'verified' ? goodForMs : badForMs)) return known;
  const report = (await provider.domain?.(domain, createRateLimiter(context.orm, provider))) ?? unknownDomain;
  // No answer is no news: what was known stays, and is asked about again only in its time.
  const { state, spf, dkim } = report.state === 'unknown' && known ? known : report;
  return em.upsert(SenderDomain, { provider: provider.name, domain, state, spf, dkim, checkedAt: new Date(now) });
}

const dnsTimeoutMs = 2_000;

/** RFC 7489: a TXT record at `_dmarc.` of the domain, which no provider's API tells. */
export async function checkDmarc(domain: string): Promise<DomainState> {
  const resolver = new Resolver({ timeout: dnsTimeoutMs, tries: 1 });
  try {
    const records = await resolver.resolveTxt(`_dmarc.${domain}`);
    return records.some((parts) => parts.join('').startsWith('v=DMARC1')) ? 'verified' : 'missing';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOTFOUND' || code === 'ENODATA' ? 'missing' : 'unknown';
  }
}
