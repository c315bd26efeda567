import { z } from 'zod';
import { isAddress } from '../mails/address.ts';
import type { NewMail } from '../mails/new-mail.ts';
import type { SendResult } from './send-statuses.ts';

const shape = z.object({
  emailId: z.number().int(),
  message: z.object({
    to: z.string().min(1),
    from: z.string().nullish(),
    sendId: z.string().min(1).nullish(),
    replyTo: z.array(z.string()).nullish(),
    cc: z.array(z.string()).nullish(),
    bcc: z.array(z.string()).nullish(),
  }),
  contactProperties: z.record(z.string(), z.string()).nullish(),
  // Described as a map of objects, documented and used as a map of any values.
  customProperties: z.record(z.string(), z.unknown()).nullish(),
});
export type SingleSend = z.output<typeof shape>;

/** The request, or what is wrong with its shape: one line a field. */
export function readSingleSend(body: unknown): { send: SingleSend } | { errors: { message: string; in: string }[] } {
  const read = shape.safeParse(body);
  if (read.success) return { send: read.data };
  return { errors: read.error.issues.map((issue) => ({ message: issue.message, in: issue.path.join('.') })) };
}

const defaultFrom = 'HubSpot <noreply@hubspot.example>';

/**
 * The mail that the template makes of a send. The emulated template of every `emailId` shows
 * `{{custom.subject}}`, `{{custom.html}}` and `{{custom.text}}`, and adds `{{custom.headers}}` where they are given.
 */
export function mailOf({ emailId, message, customProperties }: SingleSend): Omit<NewMail, 'last_event'> {
  const property = (name: string) => {
    const value = customProperties?.[name];
    return typeof value === 'string' ? value : null;
  };
  const headers = z.record(z.string(), z.string()).catch({}).parse(customProperties?.headers);
  return {
    provider: 'hubspot',
    from: message.from ?? defaultFrom,
    to: [message.to],
    cc: message.cc ?? [],
    bcc: message.bcc ?? [],
    reply_to: message.replyTo ?? [],
    subject: property('subject') ?? `Email ${emailId}`,
    html: property('html'),
    text: property('text'),
    headers,
    tags: [{ name: 'emailId', value: String(emailId) }],
    scheduled_at: null,
    reference: message.sendId ?? null,
  };
}

/** What makes a send end without a mail, in HubSpot's words; it is told by the status, not by an error. */
export function faultOf({ message, customProperties }: SingleSend): SendResult | null {
  if (!isAddress(message.to)) return 'INVALID_TO_ADDRESS';
  if (message.from && !isAddress(message.from)) return 'INVALID_FROM_ADDRESS';
  return customProperties?.html || customProperties?.text ? null : 'MISSING_CONTENT';
}
