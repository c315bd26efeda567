import { z } from 'zod';
import { isAddress } from '../mails/address.ts';
import type { MailInput } from '../mails/mail.ts';
import { type ApiError, apiError } from './api-error.ts';

const maxRecipients = 50;
const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const tagPart = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/);

const shape = z.object({
  from: z.string(),
  to: oneOrMany,
  cc: oneOrMany.nullish(),
  bcc: oneOrMany.nullish(),
  reply_to: oneOrMany.nullish(),
  subject: z.string(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
  tags: z.array(z.object({ name: tagPart, value: tagPart })).nullish(),
  scheduled_at: z.string().nullish(),
});

const missing = (field: string) => apiError('missing_required_field', `Missing \`${field}\` field.`);
const invalidAddress = (field: string) =>
  apiError(
    'validation_error',
    `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
  );

/** The checks of `POST /emails` that need no account: domains and quotas do not exist here. */
export function readEmail(body: unknown): { mail: MailInput } | { error: ApiError } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { error: apiError('validation_error', 'The request body must be a JSON object.') };
  }
  const given = body as Record<string, unknown>;
  for (const field of ['from', 'to', 'subject']) if (isBlank(given[field])) return { error: missing(field) };
  if (isBlank(given.html) && isBlank(given.text)) return { error: missing('html` or `text') };

  const read = shape.safeParse(body);
  if (!read.success) return { error: shapeError(read.error) };
  const { cc, bcc, reply_to, html, text, headers, tags, scheduled_at, ...required } = read.data;
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
  const error = addressError(mail);
  return error ? { error } : { mail };
}

const isBlank = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function shapeError(error: z.ZodError): ApiError {
  const path = error.issues[0]?.path ?? [];
  if (path[0] === 'tags') {
    const message = 'Tags should only contain ASCII letters, numbers, underscores, or dashes.';
    return apiError('validation_error', message);
  }
  return apiError('validation_error', `The \`${path.join('.')}\` field has an invalid type.`);
}

function addressError(mail: MailInput): ApiError | null {
  if (!isAddress(mail.from)) return invalidAddress('from');
  for (const field of ['to', 'cc', 'bcc', 'reply_to'] as const) {
    if (!mail[field].every(isAddress)) return invalidAddress(field);
  }
  const tooMany = mail.to.length > maxRecipients;
  return tooMany ? apiError('validation_error', 'The `to` field can have at most 50 recipients.') : null;
}
