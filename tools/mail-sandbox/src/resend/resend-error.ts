import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Resend's error codes that the sandbox can answer, each with its published status. */
const statuses = {
  invalid_idempotency_key: 400,
  missing_api_key: 401,
  invalid_api_key: 403,
  not_found: 404,
  invalid_idempotent_request: 409,
  concurrent_idempotent_requests: 409,
  validation_error: 422,
  missing_required_field: 422,
  invalid_parameter: 422,
  rate_limit_exceeded: 429,
  internal_server_error: 500,
} as const satisfies Record<string, ContentfulStatusCode>;

/** `statusCode` overrides the status of the code, where Resend publishes more than one. */
export type ResendError = { name: keyof typeof statuses; message: string; statusCode?: ContentfulStatusCode };

export const createResendError = (name: ResendError['name'], message: string): ResendError => ({ name, message });

/** Resend answers 403 with the code of a validation error. */
export const createUnverifiedDomainError = (domain: string): ResendError => ({
  name: 'validation_error',
  statusCode: 403,
  message: `The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`,
});

export function respondWithResendError(c: Context, error: ResendError) {
  const statusCode = error.statusCode ?? statuses[error.name];
  return c.json({ statusCode, name: error.name, message: error.message }, statusCode);
}
