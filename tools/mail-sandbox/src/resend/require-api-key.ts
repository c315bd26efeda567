import { createMiddleware } from 'hono/factory';
import { readBearerToken } from '../http/read-request.ts';
import { createResendError, respondWithResendError } from './resend-error.ts';

/** Without a list every key is accepted: a sandbox has no accounts. */
export const requireApiKey = (apiKeys: readonly string[] | undefined) =>
  createMiddleware(async (c, next) => {
    const key = readBearerToken(c);
    if (!key) {
      const message = 'Missing API key in the authorization header.';
      return respondWithResendError(c, createResendError('missing_api_key', message));
    }
    if (apiKeys && !apiKeys.includes(key)) {
      return respondWithResendError(c, createResendError('invalid_api_key', 'API key is invalid.'));
    }
    return next();
  });
