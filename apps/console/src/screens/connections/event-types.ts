import type { WebhookEndpoint } from '@goen/client';
import type { japanese } from './texts.ja.ts';

export type EventType = WebhookEndpoint['types'][number];
type TextKey = keyof typeof japanese.events;

/** The types that endpoints subscribe to, with the key of their words: a point would part the key. */
export const eventTypes: readonly EventType[] = [
  'case.updated',
  'consent.granted',
  'consent.declined',
  'consent.withdrawn',
  'message.sent',
  'message.delivered',
  'message.failed',
  'message.bounced',
  'message.complained',
  'candidate.erased',
  'credit.earned',
  'introduction.proposed',
  'introduction.accepted',
  'introduction.closed',
  're_invitation.sent',
  're_invitation.answered',
  're_invitation.reapplied',
  're_invitation.closed',
  'address.shared',
  'feedback.requested',
  'correction.requested',
];

export const toTextKey = (type: EventType | 'endpoint.test'): TextKey => type.replace('.', '_') as TextKey;
