import type { DnsRecord, DomainState } from '@goen/contracts/internal';
import type sgClient from '@sendgrid/client';
import { type DomainReport, missingDomain, type RateLimiter, unknownDomain } from '../provider.ts';

type Entry = { valid?: boolean; type?: string; host?: string; data?: string };
type AuthenticatedDomain = { domain: string; valid: boolean; dns?: Record<string, Entry | undefined> };

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
    const records = [...toRecords('spf', mail_cname), ...toRecords('dkim', dkim1), ...toRecords('dkim', dkim2)];
    const [spf, dkim] = [toRecordState(mail_cname), toRecordState(dkim1, dkim2)];
    return { state: toState(authenticated.valid), spf, dkim, records };
  } catch {
    return unknownDomain;
  }
}

const toState = (isValid: boolean): DomainState => (isValid ? 'verified' : 'pending');

const toRecords = (purpose: DnsRecord['purpose'], entry: Entry | undefined): DnsRecord[] =>
  entry?.host && entry.data
    ? [
        {
          purpose,
          type: (entry.type ?? 'cname').toUpperCase(),
          host: entry.host,
          value: entry.data,
          priority: null,
          state: toState(entry.valid === true),
        },
      ]
    : [];

const toRecordState = (...records: (Entry | undefined)[]): DomainState => {
  const present = records.filter((record) => record !== undefined);
  return present.length === 0 ? 'missing' : toState(present.every(({ valid }) => valid === true));
};
