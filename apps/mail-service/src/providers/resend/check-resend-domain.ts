import type { DnsRecord, DomainState } from '@goen/contracts/internal';
import type { Resend } from 'resend';
import { type DomainReport, missingDomain, type RateLimiter, unknownDomain } from '../provider.ts';

/** https://resend.com/docs/api-reference/domains/get-domain. A key that may only send gets no answer here. */
export async function checkResendDomain(
  resend: Resend,
  name: string,
  { timeoutMs, rateLimit }: { timeoutMs: number; rateLimit: RateLimiter },
): Promise<DomainReport> {
  const createOptions = () => ({ signal: AbortSignal.timeout(timeoutMs) });
  try {
    const list = await rateLimit(() => resend.domains.list({ limit: 100 }, createOptions()));
    if (list.error) return unknownDomain;
    // Exact match: a verified domain does not cover its subdomains.
    const listed = list.data.data.find((domain) => domain.name.toLowerCase() === name);
    if (!listed) return list.data.has_more ? unknownDomain : missingDomain;
    const { data, error } = await rateLimit(() => resend.domains.get(listed.id, createOptions()));
    if (error) return unknownDomain;
    const findWorst = (record: string) => toWorstState(data.records.filter((entry) => entry.record === record));
    const records = data.records.flatMap((entry): DnsRecord[] => {
      const purpose = entry.record === 'SPF' ? 'spf' : entry.record === 'DKIM' ? 'dkim' : null;
      if (purpose === null) return [];
      const { type, value } = entry;
      const priority = 'priority' in entry && typeof entry.priority === 'number' ? entry.priority : null;
      return [{ purpose, type, host: `${entry.name}.${name}`, value, priority, state: toState(entry.status) }];
    });
    return { state: toState(data.status), spf: findWorst('SPF'), dkim: findWorst('DKIM'), records };
  } catch {
    return unknownDomain;
  }
}

const stateByStatus: Record<string, DomainState> = {
  verified: 'verified',
  partially_verified: 'pending',
  pending: 'pending',
  not_started: 'pending',
  temporary_failure: 'pending',
  failed: 'failed',
  partially_failed: 'failed',
};
const toState = (status: string): DomainState => stateByStatus[status] ?? 'unknown';

function toWorstState(records: readonly { status: string }[]): DomainState {
  const states = records.map(({ status }) => toState(status));
  if (states.length === 0) return 'missing';
  return (['failed', 'pending', 'unknown'] as const).find((state) => states.includes(state)) ?? 'verified';
}
