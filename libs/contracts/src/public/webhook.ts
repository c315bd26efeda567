import { z } from 'zod';
import { reInvitationAnswers, reInvitationEnds } from '../workflow/re-invitation.ts';
import { caseState, stepName } from './case.ts';
import { consentKind } from './consent.ts';
import { introductionEnd } from './introduction.ts';
import { mailKind } from './mail-kind.ts';
import { calendarDate, instant, locale, pageLimit, pageOf, stageKind } from './shared.ts';

const reInvitation = {
  re_invitation_id: z.uuid(),
  position_id: z.uuid(),
  candidate_id: z.uuid(),
  case_id: z.uuid(),
};
const introduction = { introduction_id: z.uuid(), position_id: z.uuid() };

/** A mail of a case. `case_id` is the one whose mails it belongs to. */
const message = { message_id: z.uuid(), mail: mailKind, case_id: z.uuid(), candidate_id: z.uuid() };

/** The data of each event: ids and states, no personal data. */
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
  'consent.declined': z.object({ case_id: z.uuid(), candidate_id: z.uuid(), consent: consentKind }),
  'consent.withdrawn': z.object({ case_id: z.uuid(), candidate_id: z.uuid(), consent: consentKind }),
  /** The provider took the mail. */
  'message.sent': z.object(message),
  'message.delivered': z.object(message),
  /** The provider took the mail and gave up on it later. */
  'message.failed': z.object(message),
  /** For good: the address gets no more mails. */
  'message.bounced': z.object(message),
  'message.complained': z.object(message),
  /** The candidate's details and mails were deleted. */
  'candidate.erased': z.object({ candidate_id: z.uuid(), case_id: z.uuid() }),
  'credit.earned': z.object({ credits: z.number().int(), case_id: z.uuid(), entry_id: z.string() }),
  'introduction.proposed': z.object(introduction),
  'introduction.accepted': z.object(introduction),
  'introduction.closed': z.object({ ...introduction, ended: introductionEnd }),
  /** The mail about the opening has left. */
  're_invitation.sent': z.object(reInvitation),
  /** On the candidate's page. `due_on`: until when an interest is to be answered. */
  're_invitation.answered': z.object({
    ...reInvitation,
    answer: z.enum(reInvitationAnswers),
    ask_again_on: calendarDate.nullable(),
    due_on: calendarDate.nullable(),
  }),
  're_invitation.reapplied': z.object(reInvitation),
  're_invitation.closed': z.object({ ...reInvitation, ended: z.enum(reInvitationEnds) }),
  'address.shared': z.object({ shared_address_id: z.uuid() }),
  'feedback.requested': z.object({
    feedback_request_id: z.uuid(),
    case_id: z.uuid(),
    candidate_id: z.uuid(),
    due_on: calendarDate,
  }),
  /** On the candidate's page. */
  'correction.requested': z.object({ correction_request_id: z.uuid(), candidate_id: z.uuid() }),
  /** Sent by `POST /v1/webhook-endpoints/{id}/test`; endpoints cannot subscribe to it. */
  'endpoint.test': z.object({ endpoint_id: z.uuid() }),
} as const;
export type WebhookEventType = keyof typeof webhookEventData;
export type WebhookEventData<T extends WebhookEventType> = z.infer<(typeof webhookEventData)[T]>;
export const webhookEventTypes = Object.keys(webhookEventData) as [WebhookEventType, ...WebhookEventType[]];
export const subscribableTypes = webhookEventTypes.filter((type) => type !== 'endpoint.test') as [
  WebhookEventType,
  ...WebhookEventType[],
];

/** The body of a delivery (Standard Webhooks). Its id is the header `webhook-id`, the same for retries and replays. */
export const webhookPayload = <T extends WebhookEventType>(type: T) =>
  z
    .object({
      type: z.literal(type),
      timestamp: instant.describe('when the event happened'),
      data: webhookEventData[type],
    })
    .meta({ id: `${toPascalCase(type)}Event` });

/** `re_invitation.sent` → `ReInvitationSent`. */
const toPascalCase = (type: string): string =>
  type.replaceAll(/(?:^|[._])(\w)/g, (_match, letter: string) => letter.toUpperCase());

export const maxEndpoints = 20;
const maxRotationGraceHours = 7 * 24;

const subscribableType = z.enum(subscribableTypes).meta({ id: 'SubscribableEventType' });
/** The URL of an endpoint whose events are sent nowhere, but read through the API: for `npm run listen`. */
export const listenUrl = 'listen:';

const endpointFields = {
  url: z
    .string()
    .max(2_000)
    .describe('https; must resolve to a public address. `listen:`: events are sent nowhere, and read by their ids'),
  description: z.string().trim().max(200).nullable(),
  types: z.array(subscribableType).max(subscribableTypes.length).describe('empty: all types, including future ones'),
};

export const newWebhookEndpoint = z
  .strictObject({
    url: endpointFields.url,
    description: endpointFields.description.default(null),
    types: endpointFields.types.default([]),
  })
  .meta({ id: 'NewWebhookEndpoint' });
export const chatKinds = ['slack', 'teams', 'chatwork'] as const;
export type ChatKind = (typeof chatKinds)[number];
export const endpointFormats = ['standard', ...chatKinds] as const;
export type EndpointFormat = (typeof endpointFormats)[number];

/** A chat of the company that hears of events, in words. */
export const newChat = z
  .strictObject({
    kind: z.enum(chatKinds),
    url: z
      .string()
      .max(2_000)
      .describe(
        'the incoming webhook of Slack or Teams; of Chatwork `https://api.chatwork.com/v2/rooms/{room_id}/messages`',
      ),
    token: z.string().trim().min(1).max(200).nullable().default(null).describe('Chatwork: the API token that posts'),
    description: endpointFields.description.default(null),
    types: endpointFields.types
      .default([])
      .describe('empty: what members act on (acceptances, interest, requests for feedback, failures)'),
    locale: locale.default('ja'),
  })
  .meta({ id: 'NewChat' });

export const webhookEndpointPatch = z
  .strictObject({ ...endpointFields, state: z.enum(['enabled', 'disabled']) })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'Set at least one field.')
  .meta({ id: 'WebhookEndpointPatch' });
export const webhookSecretRotation = z
  .strictObject({
    grace_hours: z
      .number()
      .int()
      .min(0)
      .max(maxRotationGraceHours)
      .default(24)
      .describe('how long deliveries are also signed with the old secret'),
  })
  .meta({ id: 'WebhookSecretRotation' });

export const webhookEndpoint = z
  .object({
    id: z.uuid(),
    ...endpointFields,
    format: z
      .enum(endpointFormats)
      .describe('`standard`: signed JSON; else a chat, of whose address `url` shows the host alone'),
    state: z.enum(['enabled', 'disabled']),
    disabled_because: z
      .enum(['gone', 'asked'])
      .nullable()
      .describe('`gone`: it responded 410; `asked`: you disabled it'),
    previous_secret_until: instant.nullable().describe('until then deliveries are also signed with the old secret'),
    last_delivered_at: instant.nullable(),
    last_failed_at: instant.nullable(),
    created_at: instant,
  })
  .meta({ id: 'WebhookEndpoint' });
export type WebhookEndpointView = z.infer<typeof webhookEndpoint>;
export const webhookEndpointList = z.object({ items: z.array(webhookEndpoint) }).meta({ id: 'WebhookEndpointList' });
export const webhookEndpointSecret = z
  .object({
    endpoint: webhookEndpoint,
    secret: z.string().describe('`whsec_…`; shown only once'),
  })
  .meta({ id: 'WebhookEndpointSecret' });

const webhookDeliveryState = z.enum(['pending', 'delivered', 'failed', 'dropped']);
export const deliveryError = z.enum([
  'timeout',
  'connection_failed',
  'tls_failed',
  'unresolvable',
  'address_refused',
  'url_refused',
  'http_status',
  'endpoint_disabled',
  'secret_unreadable',
]);
export type DeliveryError = z.infer<typeof deliveryError>;

export const webhookDelivery = z
  .object({
    id: z.uuid(),
    event_id: z.uuid(),
    type: z.enum(webhookEventTypes),
    state: webhookDeliveryState.describe('`failed`: all retries failed; `dropped`: the endpoint was disabled'),
    attempts: z.number().int(),
    next_attempt_at: instant.nullable(),
    last_attempt_at: instant.nullable(),
    last_status: z.number().int().nullable().describe('HTTP status of the last response'),
    last_error: deliveryError.nullable(),
    created_at: instant,
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDeliveryView = z.infer<typeof webhookDelivery>;
export const webhookDeliveryPage = pageOf(webhookDelivery).meta({ id: 'WebhookDeliveryPage' });
export const webhookDeliveryQuery = z.strictObject({
  limit: pageLimit,
  cursor: z.string().optional(),
  state: webhookDeliveryState.optional(),
});

export const webhookEvent = z
  .object({
    id: z.uuid(),
    type: z.enum(webhookEventTypes),
    timestamp: instant.describe('when the event happened'),
    data: z.record(z.string(), z.unknown()).describe('as it is delivered: see the section *webhooks*'),
  })
  .meta({ id: 'StoredWebhookEvent' });
export type StoredWebhookEvent = z.infer<typeof webhookEvent>;

export const webhookReplay = z
  .strictObject({
    endpoint_id: z
      .uuid()
      .nullable()
      .default(null)
      .describe('null: all enabled endpoints that are subscribed to the type'),
  })
  .meta({ id: 'WebhookReplay' });
export const webhookEventQueued = z
  .object({ event_id: z.uuid(), deliveries: z.number().int() })
  .meta({ id: 'WebhookEventQueued' });
