import { type ClaimedTarget, claimTarget } from '@goen/case-store/sync';
import { keepLease } from './keep-lease.ts';
import { pushTarget } from './push-target.ts';
import type { SyncContext } from './sync-context.ts';

export type SyncOptions = {
  /** Connections that are pushed to at once. */
  readonly inFlight: number;
  readonly pollMs?: number;
  /** A connection is another's when it was not renewed for so long: then its worker is dead. */
  readonly leaseMs?: number;
  /** A push that takes longer has hung. */
  readonly maxPushMs?: number;
};

const defaultPollMs = 1_000;
const defaultLeaseMs = 60_000;
const defaultMaxPushMs = 10 * 60_000;

/**
 * Pushes what is due to the CRMs of all companies for ever: one batch at a time a connection, a bounded number of
 * connections at once. Several workers share the work; what one that dies had begun is found unsure by the next.
 */
export function startSync(context: SyncContext, options: SyncOptions): { stop(): Promise<void> } {
  const { inFlight, pollMs = defaultPollMs, leaseMs = defaultLeaseMs, maxPushMs = defaultMaxPushMs } = options;
  const active = new Set<Promise<void>>();
  const stopping = new AbortController();
  let wakeUp: () => void = () => {};
  const start = (claimed: ClaimedTarget) => {
    const lease = keepLease(context, claimed, leaseMs);
    const signal = AbortSignal.any([stopping.signal, lease.signal, AbortSignal.timeout(maxPushMs)]);
    const running: Promise<void> = pushTarget(context, claimed, signal)
      .catch((error: unknown) =>
        context.logger.error({ err: error, connectionId: claimed.connectionId }, 'a connection could not be let go'),
      )
      .finally(() => {
        lease.end();
        active.delete(running);
        wakeUp();
      });
    active.add(running);
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const claim = () =>
    claimTarget(context.orm, leaseMs).catch((error: unknown) => {
      context.logger.error({ err: error }, 'what is due for CRMs could not be read');
      return null;
    });
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const claimed = active.size < inFlight ? await claim() : null;
      if (claimed) start(claimed);
      else if (!stopping.signal.aborted) await pause();
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      wakeUp();
      await running;
      await Promise.all(active);
    },
  };
}
