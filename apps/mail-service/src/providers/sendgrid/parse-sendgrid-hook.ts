import { EventWebhook } from '@sendgrid/eventwebhook';
import { z } from 'zod';
import {
  eventName,
  isSoftStatus,
  optionalId,
  optionalName,
  optionalRecipient,
  optionalStatus,
  optionalText,
  optionalTime,
  toKey,
} from '../event-fields.ts';
import { type EventReading, type ParsedHook, parseEvents } from '../provider-report.ts';

/**
 * SendGrid retries for a day and does not document whether a retry is signed afresh. A replay is harmless: event ids are
 * kept.
 */
const toleranceMs = 26 * 60 * 60 * 1000;

const sendgridEvent = z.looseObject({
  event: eventName,
  timestamp: optionalTime,
  sg_event_id: optionalText,
  sg_message_id: optionalText,
  /** Our custom argument. */
  message_id: optionalId,
  email: optionalRecipient,
  type: optionalName,
  status: optionalStatus,
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
      address: event.email,
      providerId: event.sg_message_id,
    },
    type: toReportType(event),
    occurredAt: event.timestamp,
    text: event.reason,
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
function toReportType({ event, type, status, reason }: SendgridEvent): EventReading['type'] {
  if (event === 'bounce') return softBounces.has(type ?? '') || isSoftStatus(status) ? null : 'bounced';
  if (event === 'dropped') return typeByDropReason.get(toKey(reason ?? '')) ?? 'failed';
  return typeByEvent.get(event);
}

const softBounces: ReadonlySet<string> = new Set(['blocked', 'expired']);
const typeByDropReason: ReadonlyMap<string, EventReading['type']> = new Map([
  ['bouncedaddress', 'suppressed'],
  ['spamreportingaddress', 'complained'],
]);
const typeByEvent: ReadonlyMap<string, EventReading['type']> = new Map([
  ['processed', 'sent'],
  ['delivered', 'delivered'],
  ['spamreport', 'complained'],
  ['deferred', null],
  ['open', null],
  ['click', null],
  ['unsubscribe', null],
  ['groupunsubscribe', null],
  ['groupresubscribe', null],
]);
