import { Connection, HookDelivery, withCompany, withHooksLeft } from '@goen/case-store';
import { repeat } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { settleDelivery } from './settle-delivery.ts';

const everyMs = 60_000;
/** A delivery takes no such time: what is older was broken off. */
const leftAfterMs = 60_000;
/** What could not be done for so long waits for a person. */
const givenUpAfterMs = 24 * 3_600_000;
const maxPerRound = 100;

/**
 * Does what was written down and broken off, by a gateway that died or a database that was away: some systems tell
 * once. Does each again every minute for a day. Answers how many it did; skips connections that are not active.
 */
export async function settleLeft(context: GatewayContext): Promise<number> {
  const { orm, logger } = context;
  const now = context.now().getTime();
  const between = { $gt: new Date(now - givenUpAfterMs), $lt: new Date(now - leftAfterMs) };
  const left = await withHooksLeft(orm, (em) =>
    em.find(
      HookDelivery,
      { state: 'received', receivedAt: between },
      {
        fields: ['id', 'companyId', 'connectionId'],
        orderBy: { receivedAt: 'asc' },
        limit: maxPerRound,
      },
    ),
  );
  let settled = 0;
  for (const { id, companyId, connectionId } of left) {
    try {
      const [connection, delivery] = await withCompany(orm, companyId, async (em) => [
        await em.findOne(Connection, { id: connectionId, state: 'active' }),
        await em.findOne(HookDelivery, { id, state: 'received' }),
      ]);
      if (connection && delivery && (await settleDelivery(context, connection, delivery))) settled += 1;
    } catch (error) {
      logger.error({ err: error, connectionId, deliveryId: id }, 'a webhook that was broken off could not be done yet');
    }
  }
  return settled;
}

/** Looks every minute for as long as it runs; several gateways may, what is done twice is done once. */
export const startSettlingLeft = (context: GatewayContext): { stop(): Promise<void> } =>
  repeat(
    () => settleLeft(context),
    everyMs,
    (error) => context.logger.error({ err: error }, 'webhooks that were broken off could not be read'),
  );
