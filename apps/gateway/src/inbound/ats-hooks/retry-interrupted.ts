import { Connection, HookDelivery, withCompany, withInterruptedHooks } from '@goen/case-store';
import { pgArray, repeat } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { processHookDelivery } from './process-delivery.ts';

const pollMs = 60_000;
/** Processing never takes this long: an older delivery was interrupted. */
const interruptedAfterMs = 60_000;
/** Older deliveries wait for a person to replay them. */
const giveUpAfterMs = 24 * 3_600_000;
const pageSize = 100;

/**
 * Processes deliveries that were recorded but interrupted by a crash or an unavailable database: some systems send a
 * webhook only once; and those that came in while their company was suspended. Returns how many it processed. Those that
 * fail, and those of connections that are not active, hold up nobody else's.
 */
export async function retryInterruptedDeliveries(context: GatewayContext): Promise<number> {
  const inactive = new Set<string>();
  let processed = 0;
  let after: Interrupted | undefined;
  do {
    const page: readonly Interrupted[] = await findInterrupted(context, after, inactive);
    for (const delivery of page) if (await retryDelivery(context, delivery, inactive)) processed += 1;
    after = page.length < pageSize ? undefined : page.at(-1);
  } while (after);
  return processed;
}

type Interrupted = {
  readonly id: string;
  readonly company_id: string;
  readonly connection_id: string;
  readonly received_at: Date;
};

/** Nothing of a suspended company; what came in during a suspension is as old as its end. */
function findInterrupted(
  { orm, now }: GatewayContext,
  after: Interrupted | undefined,
  inactive: ReadonlySet<string>,
): Promise<Interrupted[]> {
  const nowMs = now().getTime();
  return withInterruptedHooks(orm, (em) =>
    em.execute<Interrupted[]>(
      `select d.id, d.company_id, d.connection_id, d.received_at
       from hook_delivery d join company c on c.id = d.company_id
       where d.state = 'received' and d.received_at < ? and c.suspended_at is null
         and greatest(d.received_at, (c.past_suspensions -> -1 ->> 'to')::timestamptz) > ?
         and d.connection_id <> all(?::uuid[]) and (?::uuid is null or (d.received_at, d.id) > (?, ?::uuid))
       order by d.received_at, d.id limit ${pageSize}`,
      [
        new Date(nowMs - interruptedAfterMs),
        new Date(nowMs - giveUpAfterMs),
        pgArray([...inactive]),
        after?.id ?? null,
        after?.received_at ?? new Date(0),
        after?.id ?? null,
      ],
    ),
  );
}

async function retryDelivery(
  context: GatewayContext,
  { id, company_id: companyId, connection_id: connectionId }: Interrupted,
  inactive: Set<string>,
): Promise<boolean> {
  if (inactive.has(connectionId)) return false;
  try {
    const [connection, delivery] = await withCompany(context.orm, companyId, async (em) => [
      await em.findOne(Connection, { id: connectionId, state: 'active' }),
      await em.findOne(HookDelivery, { id, state: 'received' }),
    ]);
    if (connection === null) inactive.add(connectionId);
    return (
      connection !== null && delivery !== null && (await processHookDelivery(context, connection, delivery)) !== null
    );
  } catch (error) {
    context.logger.error(
      { err: error, connectionId, deliveryId: id },
      'Failed to process an interrupted hook; will retry',
    );
    return false;
  }
}

/** Retries every minute until stopped. Several gateways may run it: processing a delivery twice is harmless. */
export const startRetryingInterrupted = (context: GatewayContext): { stop(): Promise<void> } =>
  repeat(
    () => retryInterruptedDeliveries(context),
    pollMs,
    (error) => context.logger.error({ err: error }, 'Failed to read interrupted hooks; will retry'),
  );
