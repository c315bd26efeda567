import { problem } from '@goen/contracts/public';
import type { z } from 'zod';

const problemContent = { content: { 'application/problem+json': { schema: problem } } };
const descriptions: Readonly<Record<number, string>> = {
  400: 'The body, the cursor or the Idempotency-Key can’t be read.',
  401: 'The API key is missing, unknown or revoked.',
  403: 'The API key lacks the scope.',
  404: 'There is no such thing for this company.',
  409: 'A request with this Idempotency-Key is still running.',
  413: 'The body is too large.',
  415: 'The media type is not supported.',
  429: 'A limit of the company is reached.',
  503: 'A service that is needed is away.',
  422: 'The request is not valid; `errors` says where.',
};

/** The answers of a route as OpenAPI tells them: its success, and the problems it may answer. */
export const answers = (success: Record<number, object>, ...problems: number[]) => ({
  ...success,
  ...Object.fromEntries(
    problems.map((status) => [status, { description: descriptions[status] ?? '', ...problemContent }]),
  ),
});

export const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

export const security = [{ apiKey: [] }];
