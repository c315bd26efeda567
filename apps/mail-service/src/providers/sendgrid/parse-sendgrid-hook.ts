import { EventWebhook } from '@sendgrid/eventwebhook';
import { z } from 'zod';
import { isSoftStatus, numericTime, optionalText, toBareAddress } from '../event-fields.ts';
import { type ParsedHook, parseEvents, type ReportType } from '../provider-report.ts';

/**
 * SendGrid retries for a day and does not document whether a retry is signed afresh. A replay is harmless: event ids are
 * kept.
 */
const toleranceMs = 26 * 60 * 60 * 1000;

const sendgridEvent = z.looseObject({
  event: z.string(),
  timestamp: numericTime(1000),
  sg_event_id: optionalText,
  sg_message_id: optionalText,
  /** Our custom argument. */
  message_id: optionalText,
  email: optionalText,
  type: optionalText,
  status: optionalText,
  reason: optionalText,
});
type SendgridEvent = z.infer<typeof sendgridEvent>;

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events. Null: not signed by SendGrid, or too old. */
export function parseSendgridHook(headers: Headers, body: string, publicKey: string): ParsedHook | null {
  const timestamp = headers.get('x-twilio-email-event-webhook-timestamp') ?? '';
  if (!isSigned(headers, body, publicKey, timestamp)) return null;
  if (!(Math.abs(Date.now() - Number(timestamp) * 1000) <= toleranceMs)) return null;
  return parseEvents(body, sendgridEvent, (event) => ({
    eventId: event.sg_event_id,
    mail: {
      id: event.message_id === null ? null : { message: event.message_id },
      address: toBareAddress(event.email),
      providerId: event.sg_message_id,
    },
    type: toReportType(event),
    occurredAt: event.timestamp,
  }));
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

/** A `blocked` bounce is soft, and one with status 4.x.x. A drop counts as what caused it; an unsubscribe is not ours. */
function toReportType({ event, type, status, reason }: SendgridEvent): ReportType | null {
  if (event === 'bounce') return type === 'blocked' || isSoftStatus(status) ? null : 'bounced';
  if (event === 'dropped') return typeByDropReason[reason ?? ''] ?? 'failed';
  return typeByEvent[event] ?? null;
}

const typeByDropReason: Record<string, ReportType> = {
  'Bounced Address': 'suppressed',
  'Spam Reporting Address': 'complained',
};
const typeByEvent: Record<string, ReportType> = { processed: 'sent', delivered: 'delivered', spamreport: 'complained' };
