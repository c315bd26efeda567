import type { WebhookDelivery, WebhookEndpoint } from '@goen/case-store';
import type { WebhookDeliveryView, WebhookEndpointView, WebhookEventType } from '@goen/contracts/public';

const instantOf = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

export const viewEndpoint = (one: WebhookEndpoint): WebhookEndpointView => ({
  id: one.id,
  url: one.url,
  description: one.description ?? null,
  types: one.types,
  state: one.state,
  disabled_because: one.disabledBecause ?? null,
  previous_secret_until: instantOf(one.previousSecretUntil),
  last_delivered_at: instantOf(one.lastDeliveredAt),
  last_failed_at: instantOf(one.lastFailedAt),
  created_at: one.createdAt.toISOString(),
});

export const viewDelivery = (one: WebhookDelivery, type: WebhookEventType): WebhookDeliveryView => ({
  id: one.id,
  event_id: one.eventId,
  type,
  state: one.state,
  attempts: one.attempts,
  next_attempt_at: instantOf(one.nextAttemptAt),
  last_attempt_at: instantOf(one.lastAttemptAt),
  last_status: one.lastStatus ?? null,
  last_error: one.lastError ?? null,
  created_at: one.createdAt.toISOString(),
});
