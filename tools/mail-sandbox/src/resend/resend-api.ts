import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { Surroundings } from '../app.ts';
import { traffic } from '../faults/traffic.ts';
import { apiError, refuse } from './api-error.ts';
import { requireApiKey } from './auth.ts';
import { domainRoutes } from './domain-routes.ts';
import type { Idempotency } from './idempotency.ts';
import { rateLimit } from './rate-limit.ts';
import { emailRoutes } from './routes.ts';
import { suppressionRoutes } from './suppression-routes.ts';

/** Resend's limit of a mail with its attachments. */
const maxBodyBytes = 40 * 1024 * 1024;
const paths = ['/emails', '/domains', '/suppressions'];

export type ResendOptions = {
  idempotency: Idempotency;
  apiKeys: readonly string[] | undefined;
  rateLimitPerSecond: number | null;
  workMs: number;
};

export function resendApi(at: Surroundings, { idempotency, apiKeys, rateLimitPerSecond, workMs }: ResendOptions) {
  const app = new Hono();
  const middleware = [
    traffic(at.faults, at.stats, {
      provider: 'resend',
      isSend: (c) => c.req.method === 'POST' && c.req.path.startsWith('/emails'),
      tooManyRequests: (c) => {
        c.header('retry-after', '1');
        return refuse(c, apiError('rate_limit_exceeded', 'Too many requests. Please limit the number of requests.'));
      },
      serverError: (c) => refuse(c, apiError('internal_server_error', 'An unexpected error occurred.')),
    }),
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) => refuse(c, apiError('validation_error', 'The email is larger than 40 MB.')),
    }),
    requireApiKey(apiKeys),
    rateLimit(rateLimitPerSecond, at.now),
    createMiddleware(async (_c, next) => {
      if (workMs > 0) await pause(workMs);
      return next();
    }),
  ];
  for (const path of paths) {
    for (const one of middleware) app.use(`${path}/*`, one);
  }
  app.route('/emails', emailRoutes({ ...at, idempotency }));
  app.route('/domains', domainRoutes(at.domains));
  app.route('/suppressions', suppressionRoutes(at.suppressions));
  return app;
}
