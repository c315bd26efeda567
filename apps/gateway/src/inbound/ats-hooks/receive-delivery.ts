import type { HookRequest } from '@goen/ats';
import { Connection, HookDelivery, openConnection, withCompany, withHookConnection } from '@goen/case-store';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { journal } from './journal.ts';
import { hookVendor, settleDelivery } from './settle-delivery.ts';

/**
 * Takes a webhook: verified on its raw body, written down, then done. Returns once all of it is committed; throws
 * `not_found` or `bad_signature` before anything is kept. What comes again is counted and does nothing more; while the
 * connection is paused it is only kept.
 */
export async function takeDelivery(context: GatewayContext, connectionId: string, request: HookRequest): Promise<void> {
  const { orm, connections, personHashKey } = context;
  const connection = await withHookConnection(orm, connectionId, (em) =>
    em.findOne(Connection, { id: connectionId, state: { $ne: 'deleted' } }),
  );
  const vendor = connection && hookVendor(connection);
  if (!connection || !vendor) throw new HttpProblem('not_found');
  const opened = openConnection(connection, vendor, connections.secretKey);
  const now = context.now();
  if (!vendor.hook.verify(opened, request, now)) throw new HttpProblem('bad_signature');
  const { companyId } = connection;
  const of = { companyId, connectionId, deliveryId: vendor.hook.deliveryId(request) };
  const delivery = await withCompany(orm, companyId, async (em) => {
    const row = await journal(em, of, request, { ...connections, personHashKey }, now);
    if (connection.state === 'paused' && row.state === 'received') row.state = 'held';
    return row;
  });
  if (delivery.state === 'received') await settleDelivery(context, connection, delivery);
}

/** Does a kept delivery again, whatever came of it before. Throws `not_found` when its bytes are erased. */
export async function replayDelivery(
  context: GatewayContext,
  connection: Connection,
  deliveryId: string,
): Promise<HookDelivery> {
  const { companyId, id: connectionId } = connection;
  const kept = await withCompany(context.orm, companyId, (em) =>
    em.findOne(HookDelivery, { id: deliveryId, connectionId, companyId }),
  );
  const settled = kept && (await settleDelivery(context, connection, kept));
  if (!settled) throw new HttpProblem('not_found');
  return settled;
}
