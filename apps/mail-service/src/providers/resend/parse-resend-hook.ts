import { Resend } from 'resend';
import { z } from 'zod';
import {
  eventName,
  optionalId,
  optionalName,
  optionalRecipient,
  optionalText,
  optionalTime,
  toKey,
} from '../event-fields.ts';
import { type EventReading, type ParsedHook, parseEvents } from '../provider-report.ts';

const tagValues = z.union([
  z.record(z.string(), z.unknown()),
  // The form in which tags are sent.
  z
    .array(z.object({ name: z.string(), value: z.unknown() }))
    .transform((tags) => Object.fromEntries(tags.map(({ name, value }) => [name, value]))),
]);

const resendEvent = z.object({
  type: eventName,
  created_at: optionalTime,
  data: z
    .looseObject({
      email_id: optionalText,
      created_at: optionalTime.catch(null),
      to: optionalRecipient,
      tags: tagValues.nullish().catch(null),
      bounce: z
        .union([
          z.looseObject({ type: optionalName, message: optionalText }),
          z.string().transform((type) => ({ type: toKey(type), message: null })),
        ])
        .nullish()
        .catch(null),
      failed: z.looseObject({ reason: optionalText }).nullish().catch(null),
      suppressed: z.looseObject({ message: optionalText }).nullish().catch(null),
    })
    .nullish(),
});
type ResendEvent = z.infer<typeof resendEvent>;

/**
 * https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests. Null: not signed by Resend, or more than five
 * minutes ago. Resend signs each delivery attempt afresh, so an event that arrives a day late is still accepted.
 */
export function parseResendHook(headers: Headers, body: string, secret: string): ParsedHook | null {
  const eventId = headers.get('svix-id') ?? '';
  try {
    new Resend('unused').webhooks.verify({
      payload: body,
      headers: {
        id: eventId,
        timestamp: headers.get('svix-timestamp') ?? '',
        signature: headers.get('svix-signature') ?? '',
      },
      webhookSecret: secret,
    });
  } catch {
    return null;
  }
  return parseEvents(body, resendEvent, (event, index) => {
    // Such as `contact.created`.
    if (!event.type.startsWith('email.')) return null;
    const { data } = event;
    const messageId = optionalId.parse(data?.tags?.message_id);
    return {
      // The id is that of the post.
      eventId: index === 0 ? eventId : `${eventId}:${index}`,
      mail: {
        id: messageId === null ? null : { message: messageId },
        address: data?.to ?? null,
        providerId: data?.email_id ?? null,
      },
      type: toReportType(event),
      occurredAt: event.created_at ?? data?.created_at ?? null,
      text: data?.bounce?.message ?? data?.failed?.reason ?? data?.suppressed?.message ?? null,
    };
  });
}

/** Resend reports as bounced what was rejected permanently, unless `bounce` says otherwise. */
function toReportType({ type, data }: ResendEvent): EventReading['type'] {
  if (type !== 'email.bounced') return typeByEvent.get(type);
  return typeByBounce.get(data?.bounce?.type ?? 'permanent');
}

const typeByBounce: ReadonlyMap<string, EventReading['type']> = new Map([
  ['permanent', 'bounced'],
  ['transient', null],
  ['undetermined', null],
]);
const typeByEvent: ReadonlyMap<string, EventReading['type']> = new Map([
  ['email.sent', 'sent'],
  ['email.delivered', 'delivered'],
  ['email.complained', 'complained'],
  ['email.failed', 'failed'],
  ['email.suppressed', 'suppressed'],
  ['email.scheduled', null],
  ['email.deliverydelayed', null],
  ['email.opened', null],
  ['email.clicked', null],
  ['email.received', null],
]);
