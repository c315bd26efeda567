import { WebhookDelivery, WebhookEndpoint, WebhookEvent, withCompany } from '@goen/case-store';
import type { deliveriesQuery, WebhookDeliveryView } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import { pageOf, readCursor } from '../../http/cursor.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewDelivery } from './views.ts';

/** A page of an endpoint's deliveries, the newest first. */
export function listDeliveries(
  { orm }: GatewayContext,
  companyId: string,
  endpointId: string,
  { cursor, limit, state }: z.output<typeof deliveriesQuery>,
): Promise<{ items: WebhookDeliveryView[]; next: string | null }> {
  const after = readCursor(cursor);
  return withCompany(orm, companyId, async (em) => {
    if ((await em.count(WebhookEndpoint, { id: endpointId, companyId })) === 0) throw new HttpProblem('not_found');
    const rows = await em.find(
      WebhookDelivery,
      {
        endpointId,
        ...(state === undefined ? {} : { state }),
        ...(after === null
          ? {}
          : { $or: [{ createdAt: { $lt: after.at } }, { createdAt: after.at, id: { $lt: after.id } }] }),
      },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    const events = await em.find(WebhookEvent, { id: { $in: rows.map(({ eventId }) => eventId) } });
    const typeOf = new Map(events.map(({ id, type }) => [id, type]));
    return pageOf(
      rows,
      limit,
      (row) => viewDelivery(row, typeOf.get(row.eventId) ?? 'endpoint.test'),
      ({ createdAt, id }) => ({ at: createdAt, id }),
    );
  });
}
