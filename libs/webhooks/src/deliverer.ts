import { type Database, withDeliveries } from '@goen/case-store';
import { type Logger, pgArray, startClaimLoop } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import { openSender } from '@goen/service-kit/outbound';
import { attemptDelivery } from './attempt-delivery.ts';
import type { ClaimedDelivery } from './record-attempt.ts';
import type { WebhookSettings } from './webhook-settings.ts';

export type DelivererOptions = {
  readonly orm: Database;
  readonly logger: Logger;
  readonly settings: WebhookSettings;
  /** Most deliveries in flight at once. */
  readonly inFlight: number;
  /** Most time of one attempt, from the DNS lookup to the response. */
  readonly timeoutMs: number;
  readonly pollMs?: number;
};

const defaultPollMs = 1_000;
/** A slow endpoint must not hold up the others. */
const maxPerEndpoint = 4;

/**
 * Delivers due webhooks until stopped, with a bounded number in flight, in total and per endpoint. Several gateways
 * share the work; the claims of one that crashes expire and are taken over.
 */
export function startDeliverer(options: DelivererOptions): { stop(): Promise<void> } {
  const { orm, settings, logger, inFlight, timeoutMs } = options;
  const sender = openSender(settings, timeoutMs);
  const activeEndpoints: string[] = [];
  const loop = startClaimLoop<ClaimedDelivery>({
    inFlight,
    pollMs: options.pollMs ?? defaultPollMs,
    claim: (limit) => claimDueDeliveries(orm, { limit, busy: listBusyEndpoints(activeEndpoints), timeoutMs }),
    async run(delivery) {
      activeEndpoints.push(delivery.endpointId);
      await attemptDelivery({ orm, sender, secretKey: settings.secretKey }, delivery).catch((error: unknown) =>
        logger.error({ err: error, deliveryId: delivery.id }, 'Failed to attempt a webhook delivery; will retry'),
      );
      activeEndpoints.splice(activeEndpoints.indexOf(delivery.endpointId), 1);
    },
    onClaimError: (error) => logger.error({ err: error }, 'Failed to claim webhook deliveries; will retry'),
  });
  return {
    async stop() {
      await loop.stop();
      await sender.close();
    },
  };
}

function listBusyEndpoints(endpointIds: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const id of endpointIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= maxPerEndpoint).map(([id]) => id);
}

type ClaimOptions = { readonly limit: number; readonly busy: readonly string[]; readonly timeoutMs: number };

/** Claims due deliveries: their next attempt moves to a time when this one has certainly ended. */
function claimDueDeliveries(orm: Database, { limit, busy, timeoutMs }: ClaimOptions): Promise<ClaimedDelivery[]> {
  return withDeliveries(orm, async (em) => {
    const rows = await em.execute<{ id: string; company_id: string; endpoint_id: string; attempts: number }[]>(
      `update webhook_delivery set attempts = attempts + 1,
         next_attempt_at = now() + make_interval(secs => 2 * ?::float8 / 1000)
       where id in (
         select due.id from (
           select distinct endpoint_id from webhook_delivery
           where state = 'pending' and next_attempt_at <= ${roundedNow} and endpoint_id <> all (?::uuid[])) as endpoint,
         lateral (
           select id from webhook_delivery d
           where d.endpoint_id = endpoint.endpoint_id and state = 'pending' and next_attempt_at <= ${roundedNow}
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
