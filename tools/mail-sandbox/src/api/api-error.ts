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

export type ApiError = { name: keyof typeof statuses; message: string };

export const apiError = (name: ApiError['name'], message: string): ApiError => ({ name, message });

export function refuse(c: Context, error: ApiError) {
  const statusCode = statuses[error.name];
  return c.json({ statusCode, name: error.name, message: error.message }, statusCode);
}
