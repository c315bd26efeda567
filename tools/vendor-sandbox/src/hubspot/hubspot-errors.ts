import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';

type HubspotError = {
  category: string;
  message: string;
  errors?: { message: string; code?: string; in?: string }[];
  context?: Record<string, string[]>;
  policyName?: string;
  errorType?: string;
};

/** Every HubSpot error has this shape, with a correlation id of its own. */
export const sendHubspotError = (c: Context, status: ContentfulStatusCode, error: HubspotError) =>
  c.json({ status: 'error', ...error, correlationId: randomUUID() }, status);

export const sendNotFound = (c: Context) =>
  sendHubspotError(c, 404, { category: 'OBJECT_NOT_FOUND', message: 'The requested resource does not exist.' });

export const sendValidationError = (c: Context, message: string, errors?: HubspotError['errors']) =>
  sendHubspotError(c, 400, { category: 'VALIDATION_ERROR', message, ...(errors ? { errors } : {}) });

export const sendInvalidJson = (c: Context, error: z.ZodError) =>
  sendValidationError(c, `Invalid input JSON: ${error.message}`);

/** The error of one input of a batch. */
export const createInputError = (message: string, context: Record<string, string[]>) => ({
  status: 'error',
  category: 'VALIDATION_ERROR',
  message,
  context,
  errors: [],
  links: {},
});
export type InputError = ReturnType<typeof createInputError>;

type Policy = 'DAILY' | 'TEN_SECONDLY_ROLLING' | 'SECONDLY';
/** https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
export const sendRateLimitError = (c: Context, policyName: Policy) =>
  sendHubspotError(c, 429, {
    category: 'RATE_LIMITS',
    errorType: 'RATE_LIMIT',
    policyName,
    message: `You have reached your ${policyName.toLowerCase()} limit.`,
  });
