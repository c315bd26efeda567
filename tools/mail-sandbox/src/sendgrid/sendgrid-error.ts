import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export type SendgridError = { message: string; field: string | null };

/** SendGrid's only error format. `help` is a link or null. */
export function respondWithSendgridErrors(c: Context, status: ContentfulStatusCode, ...errors: SendgridError[]) {
  return c.json({ errors: errors.map(({ message, field }) => ({ message, field, help: null })) }, status);
}

export const respondWithSendgridNotFound = (c: Context) =>
  respondWithSendgridErrors(c, 404, { message: 'not found', field: null });
