import { z } from 'zod';
import { caseState, stepName } from './case.ts';
import { consentKind } from './consent.ts';
import { introductionEnd } from './introduction.ts';
import { instant, pageLimit, pageOf, stageKind } from './shared.ts';

const introduction = { introduction_id: z.uuid(), position_id: z.uuid() };

/** What each event tells a company: ids and states, and nothing of a person beyond ids. */
export const webhookEventData = {
  'case.updated': z.object({
    case_id: z.uuid(),
    candidate_id: z.uuid(),
    state: caseState,
    stage: stageKind,
    next_step: stepName,
    next_step_at: instant.nullable(),
  }),
  'consent.granted': z.object({ case_id: z.uuid(), candidate_id: z.uuid(), consent: consentKind }),
  'consent.withdrawn': z.object({ case_id: z.uuid(), candidate_id: z.uuid(), consent: consentKind }),
  'credit.earned': z.object({ credits: z.number().int(), case_id: z.uuid(), entry_id: z.string() }),
  'introduction.proposed': z.object(introduction),
  'introduction.accepted': z.object(introduction),
  'introduction.closed': z.object({ ...introduction, ended: introductionEnd }),
  /** What `POST /v1/webhook-endpoints/{id}/test` sends; nobody subscribes to it. */
  'endpoint.test': z.object({ endpoint_id: z.uuid() }),
} as const;
export type WebhookEventType = keyof typeof webhookEventData;
export type WebhookEventData<T extends WebhookEventType> = z.infer<(typeof webhookEventData)[T]>;
export const webhookEventTypes = Object.keys(webhookEventData) as [WebhookEventType, ...WebhookEventType[]];
export const subscribableTypes = webhookEventTypes.filter((type) => type !== 'endpoint.test') as [
  WebhookEventType,
  ...WebhookEventType[],
];

/** The body of a delivery (Standard Webhooks); its id is the header `webhook-id`, the same at every try and replay. */
export const webhookPayload = <T extends WebhookEventType>(type: T) =>
  z.object({ type: z.literal(type), timestamp: instant.describe('when it happened'), data: webhookEventData[type] });

export const maxEndpoints = 20;
export const maxRotationGraceHours = 7 * 24;

const endpointFields = {
  url: z.string().max(2_000).describe('https; must lead to a public address'),
  description: z.string().trim().max(200).nullable(),
  types: z
    .array(z.enum(subscribableTypes))
    .max(subscribableTypes.length)
    .describe('empty: every type, also later ones'),
};

export const createEndpoint = z.object({
  url: endpointFields.url,
  description: endpointFields.description.default(null),
  types: endpointFields.types.default([]),
});
export const changeEndpoint = z
  .object({ ...endpointFields, state: z.enum(['enabled', 'disabled']) })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'nothing to change');
export const rotateSecret = z.object({
  grace_hours: z.number().int().min(0).max(maxRotationGraceHours).default(24),
});

export const webhookEndpoint = z.object({
  id: z.uuid(),
  ...endpointFields,
  state: z.enum(['enabled', 'disabled']),
  disabled_because: z.enum(['gone', 'asked']).nullable().describe('gone: it answered 410; asked: you disabled it'),
  previous_secret_until: instant
    .nullable()
    .describe('until then deliveries carry the signature of the old secret, too'),
  last_delivered_at: instant.nullable(),
  last_failed_at: instant.nullable(),
  created_at: instant,
});
export type WebhookEndpointView = z.infer<typeof webhookEndpoint>;
export const webhookEndpoints = z.object({ items: z.array(webhookEndpoint) });
export const endpointSecret = z.object({
  endpoint: webhookEndpoint,
  secret: z.string().describe('`whsec_…`; shown now and never again'),
});

export const deliveryState = z.enum(['pending', 'delivered', 'failed', 'dropped']);
export const deliveryError = z.enum([
  'timeout',
  'connection_failed',
  'tls_failed',
  'unresolvable',
  'address_refused',
  'url_refused',
  'http_status',
  'endpoint_disabled',
]);
export type DeliveryError = z.infer<typeof deliveryError>;

export const webhookDelivery = z.object({
  id: z.uuid(),
  event_id: z.uuid(),
  type: z.enum(webhookEventTypes),
  state: deliveryState.describe('failed: given up; dropped: the endpoint was disabled'),
  attempts: z.number().int(),
  next_attempt_at: instant.nullable(),
  last_attempt_at: instant.nullable(),
  last_status: z.number().int().nullable().describe('the HTTP status of the last answer'),
  last_error: deliveryError.nullable(),
  created_at: instant,
});
export type WebhookDeliveryView = z.infer<typeof webhookDelivery>;
export const webhookDeliveries = pageOf(webhookDelivery);
export const deliveriesQuery = z.object({
  limit: pageLimit,
  cursor: z.string().max(200).optional(),
  state: deliveryState.optional(),
});

export const replayEvent = z.object({
  endpoint_id: z.uuid().nullable().default(null).describe('null: every enabled endpoint that takes the type'),
});
export const eventQueued = z.object({ event_id: z.uuid(), deliveries: z.number().int() });
