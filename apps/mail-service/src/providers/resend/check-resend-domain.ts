import type { DomainState } from '@goen/contracts/internal';
import type { Resend } from 'resend';
import { type DomainReport, type RateLimiter, unknownDomain } from '../provider.ts';

const missing: DomainReport = { state: 'missing', spf: 'missing', dkim: 'missing' };

/** https://resend.com/docs/api-reference/domains/get-domain. A key that may only send can't tell. */
export async function checkResendDomain(
  resend: Resend,
  name: string,
  { timeoutMs, rateLimit }: { timeoutMs: number; rateLimit: RateLimiter },
): Promise<DomainReport> {
  const options = () => ({ signal: AbortSignal.timeout(timeoutMs) });
  try {
    const listed = await rateLimit(() => resend.domains.list({ limit: 100 }, options()));
    if (listed.error) return unknownDomain;
    // Exactly: a verified domain lets no subdomain send.
    const domain = listed.data.data.find((one) => one.name.toLowerCase() === name);
    if (!domain) return listed.data.has_more ? unknownDomain : missing;
    const got = await rateLimit(() => resend.domains.get(domain.id, options()));
    if (got.error) return unknownDomain;
    const of = (record: string) => worst(got.data.records.filter((one) => one.record === record));
    return { state: stateOf(got.data.status), spf: of('SPF'), dkim: of('DKIM') };
  } catch {
    return unknownDomain;
  }
}

const states: Record<string, DomainState> = {
  verified: 'verified',
  partially_verified: 'pending',
  pending: 'pending',
  not_started: 'pending',
  temporary_failure: 'pending',
  failed: 'failed',
  partially_failed: 'failed',
};
const stateOf = (status: string): DomainState => states[status] ?? 'unknown';

function worst(records: readonly { status: string }[]): DomainState {
  const found = records.map(({ status }) => stateOf(status));
  if (found.length === 0) return 'missing';
  return (['failed', 'pending', 'unknown'] as const).find((state) => found.includes(state)) ?? 'verified';
}
