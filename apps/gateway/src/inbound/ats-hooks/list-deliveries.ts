import { type Connection, HookDelivery, withCompany } from '@goen/case-store';
import type { HookDeliveryView, hookDeliveryQuery } from '@goen/contracts/public';
import { isAfter, readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';

export const viewHookDelivery = (delivery: HookDelivery): HookDeliveryView => ({
  id: delivery.id,
  state: delivery.state,
  results: [...delivery.told],
  deliveries: delivery.deliveries,
  received_at: delivery.receivedAt.toISOString(),
  settled_at: delivery.settledAt?.toISOString() ?? null,
  replayable: Boolean(delivery.request),
});

/** A page of the deliveries of a connection, newest first. */
export function listHookDeliveries(
  { orm }: GatewayContext,
  { id: connectionId, companyId }: Connection,
  { cursor, limit, state }: z.output<typeof hookDeliveryQuery>,
): Promise<{ items: HookDeliveryView[]; next: string | null }> {
  const after = readCursor(cursor);
  return withCompany(orm, companyId, async (em) => {
    const deliveries = await em.find(
      HookDelivery,
      { connectionId, ...(state === undefined ? {} : { state }), ...isAfter('receivedAt', after) },
      { orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    return toPage(deliveries, limit, viewHookDelivery, ({ receivedAt, id }) => ({ at: receivedAt, id }));
  });
}
