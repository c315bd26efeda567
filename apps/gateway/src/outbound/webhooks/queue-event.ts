import { randomUUID } from 'node:crypto';
import { type Em, WebhookDelivery, WebhookEvent, withCompany } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import type { webhookEventQueued } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { lockEndpoint } from './find-endpoint.ts';

type Queued = z.infer<typeof webhookEventQueued>;

/** Queues an event `endpoint.test` for one endpoint; throws `not_found` or `endpoint_disabled`. */
export function queueTestEvent(
  { orm }: GatewayContext,
  companyId: string,
  endpointId: string,
  actor: AuditActor,
): Promise<Queued> {
  return withCompany(orm, companyId, async (em) => {
    await assertEnabled(em, companyId, endpointId);
    const id = randomUUID();
    const data = { endpoint_id: endpointId };
    await em.insert(WebhookEvent, { id, companyId, type: 'endpoint.test', data, occurredAt: new Date() });
    const subject = { type: 'webhook_endpoint', id: endpointId };
    await recordAudit(em, { companyId, actor, action: 'webhook_endpoint.tested', subject });
    return queueDeliveries(em, companyId, id, [endpointId]);
  });
}

/**
 * Queues an event again under its id, so that receivers can recognise it: for one endpoint, or for all enabled ones that
 * are subscribed to its type; not where it is still pending. Events are kept for 30 days.
 */
export function replayEvent(
  { orm }: GatewayContext,
  companyId: string,
  { eventId, endpointId }: { readonly eventId: string; readonly endpointId: string | null },
  actor: AuditActor,
): Promise<Queued> {
  return withCompany(orm, companyId, async (em) => {
    const event = await em.findOne(WebhookEvent, { id: eventId, companyId });
    if (event === null) throw new HttpProblem('not_found');
    const subject = { type: 'webhook_event', id: eventId };
    const data = { endpoint_id: endpointId };
    await recordAudit(em, { companyId, actor, action: 'webhook_event.replayed', subject, data });
    if (endpointId !== null) {
      await assertEnabled(em, companyId, endpointId);
      return queueReplays(em, companyId, eventId, [endpointId]);
    }
    const subscribed = await em.execute<{ id: string }[]>(
      `select id from webhook_endpoint where company_id = ? and state = 'enabled'
         and (types = '{}' or ? = any(types))`,
      [companyId, event.type],
    );
    const endpointIds = subscribed.map(({ id }) => id);
    return queueReplays(em, companyId, eventId, endpointIds);
  });
}

/** However often an event is replayed, at most one delivery of it waits per endpoint. */
async function queueReplays(
  em: Em,
  companyId: string,
  eventId: string,
  endpointIds: readonly string[],
): Promise<Queued> {
  const pending = await em.find(
    WebhookDelivery,
    { eventId, endpointId: { $in: [...endpointIds] }, state: 'pending' },
    { fields: ['endpointId'] },
  );
  const waiting = new Set(pending.map(({ endpointId }) => endpointId));
  return queueDeliveries(
    em,
    companyId,
    eventId,
    endpointIds.filter((id) => !waiting.has(id)),
  );
}

async function assertEnabled(em: Em, companyId: string, endpointId: string): Promise<void> {
  const { state } = await lockEndpoint(em, companyId, endpointId);
  if (state === 'disabled') throw new HttpProblem('endpoint_disabled');
}

async function queueDeliveries(
  em: Em,
  companyId: string,
  eventId: string,
  endpointIds: readonly string[],
): Promise<Queued> {
  const now = new Date();
  const deliveries = endpointIds.map((endpointId) => ({
    id: randomUUID(),
    companyId,
    eventId,
    endpointId,
    state: 'pending' as const,
    attempts: 0,
    nextAttemptAt: now,
    createdAt: now,
  }));
  if (deliveries.length > 0) await em.insertMany(WebhookDelivery, deliveries);
  return { event_id: eventId, deliveries: deliveries.length };
}
