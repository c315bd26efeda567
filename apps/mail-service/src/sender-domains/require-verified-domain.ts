import { domainOf, HttpProblem } from '@goen/service-kit';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider } from '../providers/provider.ts';

const retryAfterSeconds = 300;
/** One that the provider does not list may still be a sender that was verified alone: the provider itself refuses it. */
const stops: ReadonlySet<string> = new Set(['pending', 'failed']);

/**
 * A mail from a domain that does not prove itself (SPF, DKIM) ends as spam or harms the sender's name. It waits: a
 * company's DNS must cost no candidate their mail. Throws 503 `sender_domain_unverified`.
 */
export async function requireVerifiedDomain(
  context: MailContext,
  provider: MailProvider,
  fromAddress: string,
): Promise<void> {
  const domain = domainOf(fromAddress);
  const { state } = await context.domains.load({ provider, domain });
  if (!stops.has(state)) return;
  context.logger.error({ provider: provider.name, domain, state }, 'mails wait for their sender domain');
  throw new HttpProblem('sender_domain_unverified', { headers: { 'retry-after': String(retryAfterSeconds) } });
}
