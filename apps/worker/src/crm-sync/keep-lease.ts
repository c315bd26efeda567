import { type ClaimedTarget, renewTarget } from '@goen/case-store/sync';
import type { SyncContext } from './sync-context.ts';

/** Tries to renew in the time of one lease. */
const renewals = 4;

/**
 * Renews a claim for as long as its push runs. The signal aborts, well before the lease ends, when it can't be renewed:
 * from then on the connection is another's. `end` has to be called.
 */
export function keepLease(
  { orm }: Pick<SyncContext, 'orm'>,
  claimed: ClaimedTarget,
  leaseMs: number,
): { readonly signal: AbortSignal; end(): void } {
  const lost = new AbortController();
  const everyMs = leaseMs / renewals;
  let renewedAtMs = Date.now();
  const renew = async () => {
    const askedAtMs = Date.now();
    const isOurs = await renewTarget(orm, claimed, leaseMs).catch(() => null);
    if (isOurs === true) renewedAtMs = askedAtMs;
    if (isOurs === false || Date.now() - renewedAtMs > leaseMs - everyMs) lost.abort();
  };
  const timer = setInterval(() => void renew(), everyMs);
  return { signal: lost.signal, end: () => clearInterval(timer) };
}
