import type { MailInput } from '../mails/mail.ts';
import { readEmail } from './read-email.ts';
import { createResendError, type ResendError } from './resend-error.ts';

const maxBatchSize = 100;

type RowError = { index: number; message: string };
type EmailBatch = { mails: MailInput[]; errors: RowError[] };

/** Strict mode (the default) rejects the batch for one invalid row; permissive mode skips and reports the row. */
export function readBatch(body: unknown, mode: string | undefined): EmailBatch | { error: ResendError } {
  if (!Array.isArray(body) || body.length === 0) {
    return { error: createResendError('validation_error', 'The request body must be an array of 1 to 100 emails.') };
  }
  if (body.length > maxBatchSize) {
    return { error: createResendError('validation_error', 'The batch can have at most 100 emails.') };
  }
  const mails: MailInput[] = [];
  const errors: RowError[] = [];
  for (const [index, row] of body.entries()) {
    const result = readEmail(row);
    if ('mail' in result) mails.push(result.mail);
    else if (mode === 'permissive') errors.push({ index, message: result.error.message });
    else return { error: { ...result.error, message: `[${index}] ${result.error.message}` } };
  }
  return { mails, errors };
}
