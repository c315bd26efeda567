import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

type HubspotError = {
  category: 'VALIDATION_ERROR' | 'INVALID_AUTHENTICATION' | 'OBJECT_NOT_FOUND' | 'RATE_LIMITS' | 'INTERNAL_ERROR';
  message: string;
  errors?: { message: string; in: string }[];
};

/** HubSpot's only error format; each answer has its own correlation id. */
export const respondWithHubspotError = (c: Context, status: ContentfulStatusCode, error: HubspotError) =>
  c.json({ status: 'error', ...error, correlationId: randomUUID() }, status);

export const respondWithHubspotNotFound = (c: Context) =>
  respondWithHubspotError(c, 404, {
    category: 'OBJECT_NOT_FOUND',
    message: 'The requested resource does not exist.',
  });
