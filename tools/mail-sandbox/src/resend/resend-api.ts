import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { SandboxContext } from '../context.ts';
import { injectFaults } from '../faults/inject-faults.ts';
import { resendDomainRoutes } from './domain-routes.ts';
import { emailRoutes } from './email-routes.ts';
import type { Idempotency } from './idempotency.ts';
import { resendRateLimit } from './rate-limit.ts';
import { requireApiKey } from './require-api-key.ts';
import { createResendError, respondWithResendError } from './resend-error.ts';
import { resendSuppressionRoutes } from './suppression-routes.ts';

/** Resend's limit for a mail with its attachments. */
const maxBodyBytes = 40 * 1024 * 1024;

export type ResendOptions = {
  idempotency: Idempotency;
  apiKeys: readonly string[] | undefined;
  rateLimitPerSecond: number | null;
  responseDelayMs: number;
};

/** The three groups of paths share one chain of middleware; it must not reach the inbox on the same port. */
export function resendApi(context: SandboxContext, options: ResendOptions) {
  const { idempotency, apiKeys, rateLimitPerSecond, responseDelayMs } = options;
  const groups = {
    '/emails': emailRoutes(context, idempotency),
    '/domains': resendDomainRoutes(context.domains),
    '/suppressions': resendSuppressionRoutes(context.suppressions),
  };
  const middlewares = [
    injectFaults(context.faults, context.stats, {
      provider: 'resend',
      isSend: (c) => c.req.method === 'POST' && c.req.path.startsWith('/emails'),
      tooManyRequests: (c) => {
        c.header('retry-after', '1');
        const message = 'Too many requests. Please limit the number of requests.';
        return respondWithResendError(c, createResendError('rate_limit_exceeded', message));
      },
      serverError: (c) =>
        respondWithResendError(c, createResendError('internal_server_error', 'An unexpected error occurred.')),
    }),
    requireApiKey(apiKeys),
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) =>
        respondWithResendError(c, createResendError('validation_error', 'The email is larger than 40 MB.')),
    }),
    resendRateLimit(rateLimitPerSecond, context.now),
    createMiddleware(async (_c, next) => {
      if (responseDelayMs > 0) await sleep(responseDelayMs);
      return next();
    }),
  ];
  const app = new Hono();
  for (const [path, routes] of Object.entries(groups)) {
    for (const middleware of middlewares) app.use(`${path}/*`, middleware);
    app.route(path, routes);
  }
  return app;
}
