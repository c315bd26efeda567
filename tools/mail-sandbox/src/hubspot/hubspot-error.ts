import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export type HubspotError = {
  category: 'VALIDATION_ERROR' | 'INVALID_AUTHENTICATION' | 'OBJECT_NOT_FOUND' | 'RATE_LIMITS' | 'INTERNAL_ERROR';
  message: string;
  errors?: { message: string; in: string }[];
};

/** HubSpot's one error shape; each answer has a correlation id of its own. */
export const refuse = (c: Context, status: ContentfulStatusCode, error: HubspotError) =>
  c.json({ status: 'error', ...error, correlationId: randomUUID() }, status);

export const notFound = (c: Context) =>
  refuse(c, 404, { category: 'OBJECT_NOT_FOUND', message: 'The requested resource does not exist.' });
