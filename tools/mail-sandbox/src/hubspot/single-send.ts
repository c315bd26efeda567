import { z } from 'zod';
import { isAddress } from '../mails/address.ts';
import type { NewMail } from '../mails/new-mail.ts';
import type { UnsentResult } from '../store/unsent-send-store.ts';

const singleSendRequest = z.object({
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
  // HubSpot's schema says a map of objects; its documentation and practice say a map of any values.
  customProperties: z.record(z.string(), z.unknown()).nullish(),
});
export type SingleSend = z.output<typeof singleSendRequest>;

const defaultFrom = 'HubSpot <noreply@hubspot.example>';

/** Parses the request, or returns one error per invalid field. */
export function readSingleSend(body: unknown): { send: SingleSend } | { errors: { message: string; in: string }[] } {
  const parsed = singleSendRequest.safeParse(body);
  if (parsed.success) return { send: parsed.data };
  return { errors: parsed.error.issues.map((issue) => ({ message: issue.message, in: issue.path.join('.') })) };
}

/**
 * Renders the mail of a send. The emulated template of every `emailId` shows `{{custom.subject}}`, `{{custom.html}}`
 * and `{{custom.text}}`, and adds `{{custom.headers}}` if given.
 */
export function renderSingleSend({ emailId, message, customProperties }: SingleSend): NewMail {
  const readText = (name: string) => {
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
    subject: readText('subject') ?? `Email ${emailId}`,
    html: readText('html'),
    text: readText('text'),
    headers,
    tags: [{ name: 'emailId', value: String(emailId) }],
    scheduled_at: null,
    reference: message.sendId ?? null,
  };
}

/** Validates what HubSpot reports in the status of a send instead of an HTTP error. */
export function validateSingleSend({ message, customProperties }: SingleSend): UnsentResult | null {
  if (!isAddress(message.to)) return 'INVALID_TO_ADDRESS';
  if (message.from && !isAddress(message.from)) return 'INVALID_FROM_ADDRESS';
  return customProperties?.html || customProperties?.text ? null : 'MISSING_CONTENT';
}
