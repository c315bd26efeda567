import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export type HubspotError = {
  category: string;
  message: string;
  errors?: { message: string; code?: string; in?: string }[];
  context?: Record<string, string[]>;
  policyName?: string;
  errorType?: string;
};

/** HubSpot's one error shape; each answer has a correlation id of its own. */
export const refuse = (c: Context, status: ContentfulStatusCode, error: HubspotError) =>
  c.json({ status: 'error', ...error, correlationId: randomUUID() }, status);

export const notFound = (c: Context) =>
  refuse(c, 404, { category: 'OBJECT_NOT_FOUND', message: 'The requested resource does not exist.' });

export const invalid = (c: Context, message: string, errors?: HubspotError['errors']) =>
  refuse(c, 400, { category: 'VALIDATION_ERROR', message, ...(errors ? { errors } : {}) });

/** An error of one input within a batch. */
export const inputError = (message: string, context: Record<string, string[]>) => ({
  status: 'error',
  category: 'VALIDATION_ERROR',
  message,
  context,
  errors: [],
  links: {},
});
export type InputError = ReturnType<typeof inputError>;

type Policy = 'DAILY' | 'TEN_SECONDLY_ROLLING' | 'SECONDLY';
/** https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
export const overLimit = (c: Context, policyName: Policy) =>
  refuse(c, 429, {
    category: 'RATE_LIMITS',
    errorType: 'RATE_LIMIT',
    policyName,
    message: `You have reached your ${policyName.toLowerCase()} limit.`,
  });
