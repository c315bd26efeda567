import { type Connection, HookDelivery, withCompany } from '@goen/case-store';
import { type hookReplay, maxReplays } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { processHookDelivery } from './process-delivery.ts';

/** Processes one delivery again, whatever its state. Throws `not_found` when its request was erased. */
export async function replayHookDelivery(
  context: GatewayContext,
  connection: Connection,
  id: string,
): Promise<HookDelivery> {
  const { companyId, id: connectionId } = connection;
  const delivery = await withCompany(context.orm, companyId, (em) =>
    em.findOne(HookDelivery, { id, connectionId, companyId }),
  );
  const processed = delivery && (await processHookDelivery(context, connection, delivery));
  if (!processed) throw new HttpProblem('not_found');
  return processed;
}

/** Processes all open deliveries again: first those never processed, in order of receipt, then those refused. */
export async function replayOpenDeliveries(
  context: GatewayContext,
  connection: Connection,
): Promise<z.infer<typeof hookReplay>> {
  const { id: connectionId, companyId } = connection;
  const open = { connectionId, state: { $in: ['received', 'held', 'refused'] as const }, request: { $ne: null } };
  const deliveries = await withCompany(context.orm, companyId, (em) =>
    em.find(HookDelivery, open, {
      orderBy: [{ settledAt: 'asc nulls first' }, { receivedAt: 'asc' }, { id: 'asc' }],
      limit: maxReplays,
    }),
  );
  let refused = 0;
  for (const delivery of deliveries) {
    const processed = await processHookDelivery(context, connection, delivery);
    if (processed?.state === 'refused') refused += 1;
  }
  const stillOpen = await withCompany(context.orm, companyId, (em) => em.count(HookDelivery, open));
  return { replayed: deliveries.length, refused, left: stillOpen - refused };
}
