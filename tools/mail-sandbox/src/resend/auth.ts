import { createMiddleware } from 'hono/factory';
import { apiError, refuse } from './api-error.ts';

/** Without a list every key is good: a sandbox has no accounts. */
export const requireApiKey = (apiKeys: readonly string[] | undefined) =>
  createMiddleware(async (c, next) => {
    const key = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (!key) return refuse(c, apiError('missing_api_key', 'Missing API key in the authorization header.'));
    if (apiKeys && !apiKeys.includes(key)) return refuse(c, apiError('invalid_api_key', 'API key is invalid.'));
    return next();
  });
