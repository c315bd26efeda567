import { Connection, HookDelivery, withCompany, withInterruptedHooks } from '@goen/case-store';
import { repeat } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { processHookDelivery } from './process-delivery.ts';

const pollMs = 60_000;
/** Processing never takes this long: an older delivery was interrupted. */
const interruptedAfterMs = 60_000;
/** Older deliveries wait for a person to replay them. */
const giveUpAfterMs = 24 * 3_600_000;
const maxPerRound = 100;

/**
 * Processes deliveries that were recorded but interrupted by a crash or an unavailable database: some systems send a
 * webhook only once. Returns how many it processed; skips connections that are not active.
 */
export async function retryInterruptedDeliveries(context: GatewayContext): Promise<number> {
  const { orm, logger } = context;
  const now = context.now().getTime();
  const receivedAt = { $gt: new Date(now - giveUpAfterMs), $lt: new Date(now - interruptedAfterMs) };
  const interrupted = await withInterruptedHooks(orm, (em) =>
    em.find(
      HookDelivery,
      { state: 'received', receivedAt },
      {
        fields: ['id', 'companyId', 'connectionId'],
        orderBy: { receivedAt: 'asc' },
        limit: maxPerRound,
      },
    ),
  );
  let processed = 0;
  for (const { id, companyId, connectionId } of interrupted) {
    try {
      const [connection, delivery] = await withCompany(orm, companyId, async (em) => [
        await em.findOne(Connection, { id: connectionId, state: 'active' }),
        await em.findOne(HookDelivery, { id, state: 'received' }),
      ]);
      if (connection && delivery && (await processHookDelivery(context, connection, delivery))) processed += 1;
    } catch (error) {
      logger.error({ err: error, connectionId, deliveryId: id }, 'Failed to process an interrupted hook; will retry');
    }
  }
  return processed;
}

/** Retries every minute until stopped. Several gateways may run it: processing a delivery twice is harmless. */
export const startRetryingInterrupted = (context: GatewayContext): { stop(): Promise<void> } =>
  repeat(
    () => retryInterruptedDeliveries(context),
    pollMs,
    (error) => context.logger.error({ err: error }, 'Failed to read interrupted hooks; will retry'),
  );
