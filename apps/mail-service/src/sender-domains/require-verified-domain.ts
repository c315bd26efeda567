import { HttpProblem, type Logger, readDomain } from '@goen/service-kit';
import type { MailProvider } from '../providers/provider.ts';
import type { SenderDomainCache } from './sender-domain-cache.ts';

const retryAfterSeconds = 300;
/** A `missing` domain may belong to a sender that was verified alone: the provider itself decides. */
const blockingStates: ReadonlySet<string> = new Set(['pending', 'failed']);

type Deps = { readonly domains: SenderDomainCache; readonly logger: Logger };

/**
 * A mail from a domain without valid SPF and DKIM ends up as spam or damages the sender's reputation. It waits: a
 * company's DNS must not cost a candidate their mail. Throws 503 `sender_domain_unverified`.
 */
export async function requireVerifiedDomain(
  { domains, logger }: Deps,
  provider: MailProvider,
  fromAddress: string,
): Promise<void> {
  const domain = readDomain(fromAddress);
  const { state } = await domains.load({ provider, domain });
  if (!blockingStates.has(state)) return;
  logger.error({ provider: provider.name, domain, state }, 'Mails are held back: sender domain is not verified');
  throw new HttpProblem('sender_domain_unverified', { headers: { 'retry-after': String(retryAfterSeconds) } });
}
