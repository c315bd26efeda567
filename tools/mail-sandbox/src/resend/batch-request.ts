import type { MailInput } from '../mails/mail.ts';
import { type ApiError, apiError } from './api-error.ts';
import { readEmail } from './email-request.ts';

const maxBatch = 100;

export type RowError = { index: number; message: string };
export type Batch = { mails: MailInput[]; errors: RowError[] };

/** Strict (the default) refuses all for one bad row; permissive sends the good ones and names the bad. */
export function readBatch(body: unknown, mode: string | undefined): Batch | { error: ApiError } {
  if (!Array.isArray(body) || body.length === 0) {
    return { error: apiError('validation_error', 'The request body must be an array of 1 to 100 emails.') };
  }
  if (body.length > maxBatch) {
    return { error: apiError('validation_error', 'The batch can have at most 100 emails.') };
  }
  const mails: MailInput[] = [];
  const errors: RowError[] = [];
  for (const [index, row] of body.entries()) {
    const read = readEmail(row);
    if ('mail' in read) mails.push(read.mail);
    else if (mode === 'permissive') errors.push({ index, message: read.error.message });
    else return { error: { ...read.error, message: `[${index}] ${read.error.message}` } };
  }
  return { mails, errors };
}
