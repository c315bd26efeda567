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
 * webhook only once; and those that came in while their company was suspended. Returns how many it processed; skips
 * connections that are not active.
 */
export async function retryInterruptedDeliveries(context: GatewayContext): Promise<number> {
  let processed = 0;
  for (;;) {
    const round = await retryRound(context);
    processed += round;
    // A company that was resumed may have very many; a delivery that fails waits for the next minute.
    if (round < maxPerRound) return processed;
  }
}

type Interrupted = { readonly id: string; readonly company_id: string; readonly connection_id: string };

/** Nothing of a suspended company; what came in during a suspension is as old as its end. */
const findInterrupted = ({ orm }: GatewayContext, nowMs: number): Promise<Interrupted[]> =>
  withInterruptedHooks(orm, (em) =>
    em.execute<Interrupted[]>(
      `select d.id, d.company_id, d.connection_id from hook_delivery d join company c on c.id = d.company_id
       where d.state = 'received' and d.received_at < ? and c.suspended_at is null
         and greatest(d.received_at, (c.past_suspensions -> -1 ->> 'to')::timestamptz) > ?
       order by d.received_at limit ?`,
      [new Date(nowMs - interruptedAfterMs), new Date(nowMs - giveUpAfterMs), maxPerRound],
    ),
  );

async function retryRound(context: GatewayContext): Promise<number> {
  const { orm, logger } = context;
  let processed = 0;
  const interrupted = await findInterrupted(context, context.now().getTime());
  for (const { id, company_id: companyId, connection_id: connectionId } of interrupted) {
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
