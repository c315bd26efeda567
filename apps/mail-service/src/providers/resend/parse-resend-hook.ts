import { Resend } from 'resend';
import { z } from 'zod';
import { type ParsedHook, parseEvents, type ReportType } from '../provider-report.ts';

const resendEvent = z.object({
  type: z.string(),
  created_at: z.string(),
  data: z.looseObject({
    email_id: z.string().optional(),
    tags: z.record(z.string(), z.string()).optional(),
    bounce: z.object({ type: z.string() }).optional(),
  }),
});

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
  return parseEvents(body, resendEvent, ({ type, data, created_at: createdAt }) => {
    const messageId = data.tags?.message_id;
    if (messageId === undefined) return null;
    const isSoftBounce = type === 'email.bounced' && data.bounce?.type !== 'Permanent';
    return {
      eventId,
      mail: { messageId },
      providerId: data.email_id ?? null,
      type: isSoftBounce ? null : (typeByEvent[type] ?? null),
      occurredAt: new Date(createdAt),
    };
  });
}

const typeByEvent: Record<string, ReportType> = {
  'email.sent': 'sent',
  'email.delivered': 'delivered',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
  'email.failed': 'failed',
  'email.suppressed': 'suppressed',
};
