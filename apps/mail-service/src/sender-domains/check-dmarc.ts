import { Resolver } from 'node:dns/promises';
import type { DomainState } from '@goen/contracts/internal';

const dnsTimeoutMs = 2_000;

/** RFC 7489: a TXT record at `_dmarc.` of the domain, which no provider's API reports. */
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
