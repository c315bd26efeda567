import { type ClaimedTarget, claimTarget } from '@goen/case-store/sync';
import { startClaimLoop } from '@goen/service-kit';
import { keepLease } from './keep-lease.ts';
import { pushTarget } from './push-target.ts';
import type { SyncContext } from './sync-context.ts';
import { addSyncGauges } from './sync-gauges.ts';

export type SyncOptions = {
  /** Connections that are pushed to at once. */
  readonly inFlight: number;
  readonly pollMs?: number;
  /** Without a renewal for this long, the worker counts as dead and another may claim the connection. */
  readonly leaseMs?: number;
  /** A push that takes longer is aborted. */
  readonly maxPushMs?: number;
};

const defaultPollMs = 1_000;
const defaultLeaseMs = 60_000;
const defaultMaxPushMs = 10 * 60_000;

/**
 * Pushes due candidates to the CRMs of all companies until stopped: one batch at a time per connection, a bounded number
 * of connections at once. Workers share the connections; after a crash, the next one treats begun pushes as unsure.
 */
export function startSync(context: SyncContext, options: SyncOptions): { stop(): Promise<void> } {
  const { inFlight, pollMs = defaultPollMs, leaseMs = defaultLeaseMs, maxPushMs = defaultMaxPushMs } = options;
  const { orm, logger } = context;
  const push = async (target: ClaimedTarget, stopping: AbortSignal) => {
    const lease = keepLease(context, target, leaseMs);
    const signal = AbortSignal.any([stopping, lease.signal, AbortSignal.timeout(maxPushMs)]);
    try {
      await pushTarget(context, target, signal);
    } catch (error) {
      logger.error({ err: error, connectionId: target.connectionId }, 'Failed to release the CRM connection lease');
    } finally {
      lease.end();
    }
  };
  const removeGauges = addSyncGauges(orm);
  const loop = startClaimLoop<ClaimedTarget>({
    inFlight,
    pollMs,
    claim: async () => {
      const target = await claimTarget(orm, leaseMs);
      return target === null ? [] : [target];
    },
    run: push,
    onClaimError: (error) => logger.error({ err: error }, 'Failed to claim a CRM connection; will retry'),
  });
  return {
    async stop() {
      removeGauges();
      await loop.stop();
    },
  };
}
