import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Resend's error codes that a sandbox can give, each with its published status. */
const statuses = {
  invalid_idempotency_key: 400,
  missing_api_key: 401,
  invalid_api_key: 403,
  not_found: 404,
  method_not_allowed: 405,
  invalid_idempotent_request: 409,
  concurrent_idempotent_requests: 409,
  validation_error: 422,
  missing_required_field: 422,
  invalid_parameter: 422,
  rate_limit_exceeded: 429,
  internal_server_error: 500,
} as const satisfies Record<string, ContentfulStatusCode>;

/** `statusCode` where a code has more than one published status. */
export type ApiError = { name: keyof typeof statuses; message: string; statusCode?: ContentfulStatusCode };

export const apiError = (name: ApiError['name'], message: string): ApiError => ({ name, message });

/** Mail from a domain that is not verified is refused with 403, under the name of a validation. */
export const domainNotVerified = (domain: string): ApiError => ({
  name: 'validation_error',
  statusCode: 403,
  message: `The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`,
});

export function refuse(c: Context, error: ApiError) {
  const statusCode = error.statusCode ?? statuses[error.name];
  return c.json({ statusCode, name: error.name, message: error.message }, statusCode);
}
