import type { DeliveryError, EndpointFormat, Locale, WebhookEventType } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const WebhookEndpointSchema = defineEntity({
  name: 'WebhookEndpoint',
  tableName: 'webhook_endpoint',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    /** Of a chat the host alone. */
    url: p.text(),
    /** How events are written. */
    format: p.text().$type<EndpointFormat>().default('standard'),
    locale: p.text().$type<Locale>().default('ja'),
    description: p.text().nullable(),
    /** Empty: all types. */
    types: p.array().$type<WebhookEventType[]>(),
    state: p.text().$type<'enabled' | 'disabled'>(),
    disabledBecause: p.text().$type<'gone' | 'asked'>().nullable(),
    /** Sealed by the gateway, the only holder of the key; shown once, on creation. Of a chat its address. */
    secret: p.blob(),
    previousSecret: p.blob().nullable(),
    previousSecretUntil: p.datetime(3).nullable(),
    lastDeliveredAt: p.datetime(3).nullable(),
    lastFailedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
});
/** A URL that receives a company's events. */
export class WebhookEndpoint extends WebhookEndpointSchema.class {}
WebhookEndpointSchema.setClass(WebhookEndpoint);

const WebhookEventSchema = defineEntity({
  name: 'WebhookEvent',
  tableName: 'webhook_event',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    type: p.text().$type<WebhookEventType>(),
    data: p.json<Record<string, unknown>>(),
    /** Unique per company. */
    dedupeKey: p.text().nullable(),
    occurredAt: p.datetime(3),
  },
});
/** An event for a company; ids and states only. */
export class WebhookEvent extends WebhookEventSchema.class {}
WebhookEventSchema.setClass(WebhookEvent);

const WebhookDeliverySchema = defineEntity({
  name: 'WebhookDelivery',
  tableName: 'webhook_delivery',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    eventId: p.uuid(),
    endpointId: p.uuid(),
    state: p.text().$type<'pending' | 'delivered' | 'failed' | 'dropped'>(),
    attempts: p.integer(),
    nextAttemptAt: p.datetime(3).nullable(),
    lastAttemptAt: p.datetime(3).nullable(),
    lastStatus: p.integer().nullable(),
    lastError: p.text().$type<DeliveryError>().nullable(),
    createdAt: p.datetime(3),
  },
});
/** The delivery of one event to one endpoint; a replay is another delivery of the same event. */
export class WebhookDelivery extends WebhookDeliverySchema.class {}
WebhookDeliverySchema.setClass(WebhookDelivery);
