import { type ClaimedTarget, renewTarget } from '@goen/case-store/sync';
import type { SyncContext } from './sync-context.ts';

/** Renewal attempts within one lease. */
const renewalsPerLease = 4;

/**
 * Renews the lease of a connection while its push runs. The signal aborts well before the lease expires when renewals
 * fail, because another worker may then claim the connection. `end` must be called.
 */
export function keepLease(
  { orm }: Pick<SyncContext, 'orm'>,
  target: ClaimedTarget,
  leaseMs: number,
): { readonly signal: AbortSignal; end(): void } {
  const lost = new AbortController();
  const everyMs = leaseMs / renewalsPerLease;
  let renewedAtMs = Date.now();
  const renew = async () => {
    const attemptedAtMs = Date.now();
    const isRenewed = await renewTarget(orm, target, leaseMs).catch(() => null);
    if (isRenewed === true) renewedAtMs = attemptedAtMs;
    if (isRenewed === false || Date.now() - renewedAtMs > leaseMs - everyMs) lost.abort();
  };
  const timer = setInterval(() => void renew(), everyMs);
  return { signal: lost.signal, end: () => clearInterval(timer) };
}
