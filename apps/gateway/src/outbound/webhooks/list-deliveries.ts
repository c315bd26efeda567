import { WebhookDelivery, WebhookEndpoint, WebhookEvent, withCompany } from '@goen/case-store';
import type { WebhookDeliveryView, webhookDeliveryQuery } from '@goen/contracts/public';
import { HttpProblem, isAfter, readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewDelivery } from './view-webhook.ts';

/** A page of the deliveries of an endpoint, newest first; throws `not_found`. */
export function listWebhookDeliveries(
  { orm }: GatewayContext,
  companyId: string,
  endpointId: string,
  { cursor, limit, state }: z.output<typeof webhookDeliveryQuery>,
): Promise<{ items: WebhookDeliveryView[]; next: string | null }> {
  const after = readCursor(cursor);
  return withCompany(orm, companyId, async (em) => {
    if ((await em.count(WebhookEndpoint, { id: endpointId, companyId })) === 0) throw new HttpProblem('not_found');
    const deliveries = await em.find(
      WebhookDelivery,
      { endpointId, ...(state === undefined ? {} : { state }), ...isAfter('createdAt', after) },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    const events = await em.find(WebhookEvent, { id: { $in: deliveries.map(({ eventId }) => eventId) } });
    const types = new Map(events.map(({ id, type }) => [id, type]));
    return toPage(
      deliveries,
      limit,
      (delivery) => viewDelivery(delivery, types.get(delivery.eventId) ?? 'endpoint.test'),
      ({ createdAt, id }) => ({ at: createdAt, id }),
    );
  });
}
