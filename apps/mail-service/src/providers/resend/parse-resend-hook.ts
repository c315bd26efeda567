import { Resend } from 'resend';
import { z } from 'zod';
import { optionalText, textTime, toBareAddress } from '../event-fields.ts';
import { type ParsedHook, parseEvents, type ReportType } from '../provider-report.ts';

const tagValues = z.union([
  z.record(z.string(), z.unknown()),
  // The form in which tags are sent.
  z
    .array(z.object({ name: z.string(), value: z.unknown() }))
    .transform((tags) => Object.fromEntries(tags.map(({ name, value }) => [name, value]))),
]);

const resendEvent = z.object({
  type: z.string(),
  created_at: textTime,
  data: z
    .looseObject({
      email_id: optionalText,
      created_at: textTime.catch(null),
      to: z
        .union([z.string().transform((address) => [address]), z.array(z.string())])
        .nullish()
        .catch(null),
      tags: tagValues.nullish().catch(null),
      bounce: z.looseObject({ type: optionalText }).nullish().catch(null),
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
  return parseEvents(body, resendEvent, (event) => {
    // Such as `contact.created`.
    if (!event.type.startsWith('email.')) return null;
    const { data } = event;
    const messageId = optionalText.parse(data?.tags?.message_id);
    return {
      eventId,
      mail: {
        id: messageId === null ? null : { message: messageId },
        address: toBareAddress(data?.to?.[0] ?? null),
        providerId: data?.email_id ?? null,
      },
      type: toReportType(event),
      occurredAt: event.created_at ?? data?.created_at ?? null,
    };
  });
}

/** Resend reports as bounced what was rejected permanently, unless `bounce` says otherwise. */
function toReportType({ type, data }: ResendEvent): ReportType | null {
  const bounceType = data?.bounce?.type ?? 'Permanent';
  return type === 'email.bounced' && bounceType !== 'Permanent' ? null : (typeByEvent[type] ?? null);
}

const typeByEvent: Record<string, ReportType> = {
  'email.sent': 'sent',
  'email.delivered': 'delivered',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
  'email.failed': 'failed',
  'email.suppressed': 'suppressed',
};
