import { EventWebhook } from '@sendgrid/eventwebhook';
import { z } from 'zod';
import { type ParsedHook, parseEvents, type ReportType } from '../provider-report.ts';

/**
 * SendGrid retries for a day and does not document whether a retry is signed afresh. A replay is harmless: event ids are
 * kept.
 */
const toleranceMs = 26 * 60 * 60 * 1000;

const sendgridEvent = z.looseObject({
  event: z.string(),
  timestamp: z.number(),
  sg_event_id: z.string(),
  sg_message_id: z.string().optional(),
  message_id: z.string().optional(),
  type: z.string().optional(),
  reason: z.string().optional(),
});
type SendgridEvent = z.infer<typeof sendgridEvent>;

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events. Null: not signed by SendGrid, or too old. */
export function parseSendgridHook(headers: Headers, body: string, publicKey: string): ParsedHook | null {
  const timestamp = headers.get('x-twilio-email-event-webhook-timestamp') ?? '';
  if (!isSigned(headers, body, publicKey, timestamp)) return null;
  if (!(Math.abs(Date.now() - Number(timestamp) * 1000) <= toleranceMs)) return null;
  return parseEvents(body, sendgridEvent, (event) => {
    if (event.message_id === undefined) return null;
    return {
      eventId: event.sg_event_id,
      mail: { messageId: event.message_id },
      providerId: event.sg_message_id ?? null,
      type: toReportType(event),
      occurredAt: new Date(event.timestamp * 1000),
    };
  });
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

/** A `blocked` bounce is soft. A drop counts as what caused it; an unsubscribe at SendGrid is not ours. */
function toReportType({
  event,
  type,
  reason = '',
}: Pick<SendgridEvent, 'event' | 'type' | 'reason'>): ReportType | null {
  if (event === 'bounce') return type === 'blocked' ? null : 'bounced';
  if (event === 'dropped') return typeByDropReason[reason] ?? 'failed';
  return typeByEvent[event] ?? null;
}

const typeByDropReason: Record<string, ReportType> = {
  'Bounced Address': 'suppressed',
  'Spam Reporting Address': 'complained',
};
const typeByEvent: Record<string, ReportType> = { processed: 'sent', delivered: 'delivered', spamreport: 'complained' };
