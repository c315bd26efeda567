import { EventWebhook } from '@sendgrid/eventwebhook';
import { z } from 'zod';
import { type ParsedHook, parseEvents, type ReportType } from '../provider-report.ts';

/** They retry for a day, and do not say whether a retry is signed anew. A replay changes nothing: ids are kept. */
const toleranceMs = 26 * 60 * 60 * 1000;

const event = z.looseObject({
  event: z.string(),
  timestamp: z.number(),
  sg_event_id: z.string(),
  sg_message_id: z.string().optional(),
  message_id: z.string().optional(),
  type: z.string().optional(),
  reason: z.string().optional(),
});
type Event = z.infer<typeof event>;

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events. Null: not signed by SendGrid, or too old. */
export function parseSendgridHook(headers: Headers, body: string, publicKey: string): ParsedHook | null {
  const timestamp = headers.get('x-twilio-email-event-webhook-timestamp') ?? '';
  if (!isSigned(headers, body, publicKey, timestamp)) return null;
  if (!(Math.abs(Date.now() - Number(timestamp) * 1000) <= toleranceMs)) return null;
  return parseEvents(body, event, (one) =>
    one.message_id === undefined
      ? null
      : {
          eventId: one.sg_event_id,
          mail: { messageId: one.message_id },
          providerId: one.sg_message_id ?? null,
          type: typeOf(one),
          occurredAt: new Date(one.timestamp * 1000),
        },
  );
}

function isSigned(headers: Headers, body: string, publicKey: string, timestamp: string): boolean {
  const webhook = new EventWebhook();
  const signature = headers.get('x-twilio-email-event-webhook-signature') ?? '';
  try {
    return webhook.verifySignature(webhook.convertPublicKeyToECDSA(publicKey), body, signature, timestamp);
  } catch {
    return false;
  }
}

/** A `blocked` bounce passes. A drop for their own list is one for what put the address there; an opt-out there is not ours. */
function typeOf({ event, type, reason = '' }: Pick<Event, 'event' | 'type' | 'reason'>): ReportType | null {
  if (event === 'bounce') return type === 'blocked' ? null : 'bounced';
  if (event === 'dropped') return dropped[reason] ?? 'failed';
  return types[event] ?? null;
}

const dropped: Record<string, ReportType> = { 'Bounced Address': 'suppressed', 'Spam Reporting Address': 'complained' };
const types: Record<string, ReportType> = { processed: 'sent', delivered: 'delivered', spamreport: 'complained' };
