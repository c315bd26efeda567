import { z } from 'zod';
import { isAddress } from '../mails/address.ts';
import type { MailInput } from '../mails/mail.ts';
import { createResendError, type ResendError } from './resend-error.ts';

const maxRecipients = 50;
const stringOrArray = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const tagText = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/);

const emailRequest = z.object({
  from: z.string(),
  to: stringOrArray,
  cc: stringOrArray.nullish(),
  bcc: stringOrArray.nullish(),
  reply_to: stringOrArray.nullish(),
  subject: z.string(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
  tags: z.array(z.object({ name: tagText, value: tagText })).nullish(),
  scheduled_at: z.string().nullish(),
});

const createMissingFieldError = (field: string) =>
  createResendError('missing_required_field', `Missing \`${field}\` field.`);
const createAddressError = (field: string) =>
  createResendError(
    'validation_error',
    `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
  );

/** Reads and validates the body of `POST /emails`, apart from what depends on the account. */
export function readEmail(body: unknown): { mail: MailInput } | { error: ResendError } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { error: createResendError('validation_error', 'The request body must be a JSON object.') };
  }
  const fields = body as Record<string, unknown>;
  for (const field of ['from', 'to', 'subject'])
    if (isBlank(fields[field])) return { error: createMissingFieldError(field) };
  if (isBlank(fields.html) && isBlank(fields.text)) return { error: createMissingFieldError('html` or `text') };

  const parsed = emailRequest.safeParse(body);
  if (!parsed.success) return { error: toTypeError(parsed.error) };
  const { cc, bcc, reply_to, html, text, headers, tags, scheduled_at, ...required } = parsed.data;
  const mail = {
    ...required,
    cc: cc ?? [],
    bcc: bcc ?? [],
    reply_to: reply_to ?? [],
    html: html ?? null,
    text: text ?? null,
    headers: headers ?? {},
    tags: tags ?? [],
    scheduled_at: scheduled_at ?? null,
  };
  const error = findAddressError(mail);
  return error ? { error } : { mail };
}

const isBlank = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function toTypeError(error: z.ZodError): ResendError {
  const path = error.issues[0]?.path ?? [];
  if (path[0] === 'tags') {
    const message = 'Tags should only contain ASCII letters, numbers, underscores, or dashes.';
    return createResendError('validation_error', message);
  }
  return createResendError('validation_error', `The \`${path.join('.')}\` field has an invalid type.`);
}

function findAddressError(mail: MailInput): ResendError | null {
  if (!isAddress(mail.from)) return createAddressError('from');
  for (const field of ['to', 'cc', 'bcc', 'reply_to'] as const) {
    if (!mail[field].every(isAddress)) return createAddressError(field);
  }
  if (mail.to.length <= maxRecipients) return null;
  return createResendError('validation_error', 'The `to` field can have at most 50 recipients.');
}
