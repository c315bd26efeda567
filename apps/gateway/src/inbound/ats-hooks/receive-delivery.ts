import type { HookRequest } from '@goen/ats';
import { Connection, openConnection, withCompany, withHookConnection } from '@goen/case-store';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { findHookVendor, processHookDelivery } from './process-delivery.ts';
import { recordDelivery } from './record-delivery.ts';

/**
 * Verifies a webhook on its raw body, records it, then processes it; returns once everything is committed. Throws
 * `not_found` or `bad_signature` before anything is stored. A repeat is only counted; a paused connection only records.
 */
export async function receiveHookDelivery(
  context: GatewayContext,
  connectionId: string,
  request: HookRequest,
): Promise<void> {
  const { orm, connections, personHashKey } = context;
  const connection = await withHookConnection(orm, connectionId, (em) =>
    em.findOne(Connection, { id: connectionId, state: { $ne: 'deleted' } }),
  );
  const vendor = connection && findHookVendor(connection);
  if (!connection || !vendor) throw new HttpProblem('not_found');
  const opened = openConnection(connection, vendor, connections.secretKey);
  const now = context.now();
  if (!vendor.hook.verify(opened, request, now)) throw new HttpProblem('bad_signature');
  const { companyId } = connection;
  const recorded = { companyId, connectionId, deliveryId: vendor.hook.deliveryId(request) };
  const delivery = await withCompany(orm, companyId, async (em) => {
    const row = await recordDelivery(em, recorded, request, { ...connections, personHashKey }, now);
    if (connection.state === 'paused' && row.state === 'received') row.state = 'held';
    return row;
  });
  if (delivery.state === 'received') await processHookDelivery(context, connection, delivery);
}
