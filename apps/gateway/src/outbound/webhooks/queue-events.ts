import { randomUUID } from 'node:crypto';
import { type Em, WebhookDelivery, WebhookEvent, withCompany } from '@goen/case-store';
import type { eventQueued } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { lockEndpoint } from './endpoints.ts';

type Queued = z.infer<typeof eventQueued>;

/** An event that only says that it is a test, to one endpoint. */
export function sendTestEvent({ orm }: GatewayContext, companyId: string, endpointId: string): Promise<Queued> {
  return withCompany(orm, companyId, async (em) => {
    await assertEnabled(em, companyId, endpointId);
    const id = randomUUID();
    const data = { endpoint_id: endpointId };
    await em.insert(WebhookEvent, { id, companyId, type: 'endpoint.test', data, occurredAt: new Date() });
    return queue(em, companyId, id, [endpointId]);
  });
}

/**
 * Sends an event again under its id, so that who has seen it knows: to one endpoint, else to each enabled one that
 * takes its type. Events are kept 30 days.
 */
export function replay(
  { orm }: GatewayContext,
  companyId: string,
  eventId: string,
  endpointId: string | null,
): Promise<Queued> {
  return withCompany(orm, companyId, async (em) => {
    const event = await em.findOne(WebhookEvent, { id: eventId, companyId });
    if (event === null) throw new HttpProblem('not_found');
    if (endpointId !== null) {
      await assertEnabled(em, companyId, endpointId);
      return queue(em, companyId, eventId, [endpointId]);
    }
    const takers = await em.execute<{ id: string }[]>(
      `select id from webhook_endpoint where company_id = ? and state = 'enabled'
         and (types = '{}' or ? = any(types))`,
      [companyId, event.type],
    );
    return queue(
      em,
      companyId,
      eventId,
      takers.map(({ id }) => id),
    );
  });
}

async function assertEnabled(em: Em, companyId: string, endpointId: string): Promise<void> {
  const { state } = await lockEndpoint(em, companyId, endpointId);
  if (state === 'disabled') throw new HttpProblem('endpoint_disabled');
}

async function queue(em: Em, companyId: string, eventId: string, endpointIds: readonly string[]): Promise<Queued> {
  const now = new Date();
  const rows = endpointIds.map((endpointId) => ({
    id: randomUUID(),
    companyId,
    eventId,
    endpointId,
    state: 'pending' as const,
    attempts: 0,
    nextAttemptAt: now,
    createdAt: now,
  }));
  if (rows.length > 0) await em.insertMany(WebhookDelivery, rows);
  return { event_id: eventId, deliveries: rows.length };
}
