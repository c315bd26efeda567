import { type Connection, HookDelivery, withCompany } from '@goen/case-store';
import { type HookDeliveryView, type hookDeliveryQuery, type hookReplay, maxReplays } from '@goen/contracts/public';
import type { z } from 'zod';
import { pageOf, readCursor } from '../../http/cursor.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { settleDelivery } from './settle-delivery.ts';

export const viewDelivery = (row: HookDelivery): HookDeliveryView => ({
  id: row.id,
  state: row.state,
  told: [...row.told],
  deliveries: row.deliveries,
  received_at: row.receivedAt.toISOString(),
  settled_at: row.settledAt?.toISOString() ?? null,
  replayable: Boolean(row.request),
});

/** A page of what a connection's system sent, the newest first. */
export function listDeliveries(
  { orm }: GatewayContext,
  { id: connectionId, companyId }: Connection,
  { cursor, limit, state }: z.output<typeof hookDeliveryQuery>,
) {
  const after = readCursor(cursor);
  const older = after && {
    $or: [{ receivedAt: { $lt: after.at } }, { receivedAt: after.at, id: { $lt: after.id } }],
  };
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.find(
      HookDelivery,
      { connectionId, ...(state === undefined ? {} : { state }), ...older },
      { orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    return pageOf(rows, limit, viewDelivery, ({ receivedAt, id }) => ({ at: receivedAt, id }));
  });
}

/** Does again what is open: first what nothing came of yet, in the order in which it came; then what was refused. */
export async function replayOpen(context: GatewayContext, connection: Connection): Promise<z.infer<typeof hookReplay>> {
  const { id: connectionId, companyId } = connection;
  const open = { connectionId, state: { $in: ['received', 'held', 'refused'] as const }, request: { $ne: null } };
  const rows = await withCompany(context.orm, companyId, (em) =>
    em.find(HookDelivery, open, {
      orderBy: [{ settledAt: 'asc nulls first' }, { receivedAt: 'asc' }, { id: 'asc' }],
      limit: maxReplays,
    }),
  );
  let refused = 0;
  for (const row of rows) if ((await settleDelivery(context, connection, row))?.state === 'refused') refused += 1;
  const left = await withCompany(context.orm, companyId, (em) => em.count(HookDelivery, open));
  return { replayed: rows.length, refused, left: left - refused };
}
