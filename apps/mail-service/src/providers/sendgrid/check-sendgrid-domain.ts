import type { DomainState } from '@goen/contracts/internal';
import type sgClient from '@sendgrid/client';
import { type DomainReport, missingDomain, type RateLimiter, unknownDomain } from '../provider.ts';

type DnsRecord = { valid?: boolean };
type AuthenticatedDomain = { domain: string; valid: boolean; dns?: Record<string, DnsRecord | undefined> };

/** https://www.twilio.com/docs/sendgrid/api-reference/domain-authentication */
export async function checkSendgridDomain(
  client: typeof sgClient,
  name: string,
  rateLimit: RateLimiter,
): Promise<DomainReport> {
  try {
    const [{ body }] = await rateLimit(() =>
      client.request({ method: 'GET', url: '/v3/whitelabel/domains', qs: { domain: name } }),
    );
    const authenticated = (body as AuthenticatedDomain[]).find(({ domain }) => domain.toLowerCase() === name);
    if (!authenticated) return missingDomain;
    const { mail_cname, dkim1, dkim2 } = authenticated.dns ?? {};
    return { state: toState(authenticated.valid), spf: toRecordState(mail_cname), dkim: toRecordState(dkim1, dkim2) };
  } catch {
    return unknownDomain;
  }
}

const toState = (isValid: boolean): DomainState => (isValid ? 'verified' : 'pending');

const toRecordState = (...records: (DnsRecord | undefined)[]): DomainState => {
  const present = records.filter((record) => record !== undefined);
  return present.length === 0 ? 'missing' : toState(present.every(({ valid }) => valid === true));
};
