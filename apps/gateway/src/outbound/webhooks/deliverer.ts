import { type Database, withDeliveries } from '@goen/case-store';
import type { Logger } from '@goen/service-kit';
import { pgArray } from '@goen/service-kit';
import { openSender } from '@goen/service-kit/outbound';
import { type Claimed, deliver } from './deliver.ts';
import type { WebhookSettings } from './webhook-settings.ts';

export type DelivererOptions = {
  readonly orm: Database;
  readonly logger: Logger;
  readonly settings: WebhookSettings;
  /** Deliveries that are under way at once. */
  readonly inFlight: number;
  /** A delivery takes no longer, from the look-up to the answer. */
  readonly timeoutMs: number;
  readonly pollMs?: number;
};

const defaultPollMs = 1_000;
/** One endpoint that is slow keeps no other waiting. */
const maxPerEndpoint = 4;

/**
 * Delivers what is due for ever: a bounded number at once, few of one endpoint. Several gateways share the work; one
 * that dies leaves what it had claimed due again soon.
 */
export function startDeliverer(options: DelivererOptions): { stop(): Promise<void> } {
  const { orm, settings, logger, inFlight, timeoutMs } = options;
  const sender = openSender(settings, timeoutMs);
  const active = new Map<Promise<void>, string>();
  const stopping = new AbortController();
  let wakeUp: () => void = () => {};
  const start = (claimed: Claimed) => {
    const running: Promise<void> = deliver({ orm, sender, secretKey: settings.secretKey }, claimed)
      .catch((error: unknown) => logger.error({ err: error, deliveryId: claimed.id }, 'a delivery could not be made'))
      .finally(() => {
        active.delete(running);
        wakeUp();
      });
    active.set(running, claimed.endpointId);
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.pollMs ?? defaultPollMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const free = inFlight - active.size;
      const claimed = await claimDue(orm, { limit: free, busy: busyOf(active.values()), timeoutMs }).catch(
        (error: unknown) => {
          logger.error({ err: error }, 'deliveries could not be read');
          return [];
        },
      );
      for (const one of claimed) start(one);
      if ((claimed.length === 0 || active.size >= inFlight) && !stopping.signal.aborted) await pause();
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      wakeUp();
      await running;
      await Promise.all(active.keys());
      await sender.close();
    },
  };
}

function busyOf(endpointIds: Iterable<string>): string[] {
  const counts = new Map<string, number>();
  for (const id of endpointIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= maxPerEndpoint).map(([id]) => id);
}

type Claim = { readonly limit: number; readonly busy: readonly string[]; readonly timeoutMs: number };

/** Claims due deliveries by moving their next try behind the end of this one. */
function claimDue(orm: Database, { limit, busy, timeoutMs }: Claim): Promise<Claimed[]> {
  if (limit <= 0) return Promise.resolve([]);
  return withDeliveries(orm, async (em) => {
    const rows = await em.execute<{ id: string; company_id: string; endpoint_id: string; attempts: number }[]>(
      `update webhook_delivery set attempts = attempts + 1,
         next_attempt_at = now() + make_interval(secs => 2 * ?::float8 / 1000)
       where id in (
         select due.id from (
           select distinct endpoint_id from webhook_delivery
           where state = 'pending' and next_attempt_at <= now() and endpoint_id <> all (?::uuid[])) as endpoint,
         lateral (
           select id from webhook_delivery d
           where d.endpoint_id = endpoint.endpoint_id and state = 'pending' and next_attempt_at <= now()
           order by next_attempt_at, id limit ? for update skip locked) as due
         limit ?)
       returning id, company_id, endpoint_id, attempts`,
      [timeoutMs, pgArray(busy), maxPerEndpoint, limit],
    );
    return rows.map(({ id, company_id, endpoint_id, attempts }) => ({
      id,
      companyId: company_id,
      endpointId: endpoint_id,
      attempts,
    }));
  });
}
