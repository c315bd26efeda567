import type { WebhookDelivery, WebhookEndpoint } from '@goen/case-store';
import type { WebhookDeliveryView, WebhookEndpointView, WebhookEventType } from '@goen/contracts/public';

const toIso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

export const viewEndpoint = (endpoint: WebhookEndpoint): WebhookEndpointView => ({
  id: endpoint.id,
  url: endpoint.url,
  format: endpoint.format,
  description: endpoint.description ?? null,
  types: endpoint.types,
  state: endpoint.state,
  disabled_because: endpoint.disabledBecause ?? null,
  previous_secret_until: toIso(endpoint.previousSecretUntil),
  last_delivered_at: toIso(endpoint.lastDeliveredAt),
  last_failed_at: toIso(endpoint.lastFailedAt),
  created_at: endpoint.createdAt.toISOString(),
});

export const viewDelivery = (delivery: WebhookDelivery, type: WebhookEventType): WebhookDeliveryView => ({
  id: delivery.id,
  event_id: delivery.eventId,
  type,
  state: delivery.state,
  attempts: delivery.attempts,
  next_attempt_at: toIso(delivery.nextAttemptAt),
  last_attempt_at: toIso(delivery.lastAttemptAt),
  last_status: delivery.lastStatus ?? null,
  last_error: delivery.lastError ?? null,
  created_at: delivery.createdAt.toISOString(),
});
