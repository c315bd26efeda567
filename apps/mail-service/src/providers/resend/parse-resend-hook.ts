import { Resend } from 'resend';
import { z } from 'zod';
import { type ParsedHook, parseEvents, type ReportType } from '../provider-report.ts';

const event = z.object({
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
 * minutes ago. Each attempt of theirs is signed anew, so a report that is a day late still passes.
 */
export function parseResendHook(headers: Headers, body: string, secret: string): ParsedHook | null {
  const id = headers.get('svix-id') ?? '';
  try {
    new Resend('unused').webhooks.verify({
      payload: body,
      headers: {
        id,
        timestamp: headers.get('svix-timestamp') ?? '',
        signature: headers.get('svix-signature') ?? '',
      },
      webhookSecret: secret,
    });
  } catch {
    return null;
  }
  return parseEvents(body, event, ({ type, data, created_at: at }) => {
    const messageId = data.tags?.message_id;
    if (messageId === undefined) return null;
    const passes = type === 'email.bounced' && data.bounce?.type !== 'Permanent';
    return {
      eventId: id,
      mail: { messageId },
      providerId: data.email_id ?? null,
      type: passes ? null : (types[type] ?? null),
      occurredAt: new Date(at),
    };
  });
}

const types: Record<string, ReportType> = {
  'email.sent': 'sent',
  'email.delivered': 'delivered',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
  'email.failed': 'failed',
  'email.suppressed': 'suppressed',
};
