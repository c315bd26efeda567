import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SandboxContext } from '../context.ts';
import { injectFaults } from '../faults/inject-faults.ts';
import { readBearerToken, readJson } from '../http/read-request.ts';
import { sendgridDomainRoutes } from './domain-routes.ts';
import { parseActivityQuery, toActivityItem } from './email-activity.ts';
import { sendgridRateLimit } from './rate-limit.ts';
import { readMailSend } from './read-mail-send.ts';
import { respondWithSendgridErrors, respondWithSendgridNotFound } from './sendgrid-error.ts';
import { sendgridSuppressionRoutes } from './suppression-routes.ts';

/** SendGrid's limit for a request with its attachments. */
const maxBodyBytes = 30 * 1024 * 1024;
const maxActivityLimit = 1000;

export type SendgridOptions = {
  /** Without them every key is accepted. */
  apiKeys?: readonly string[];
  /** `null`, the default, switches the limit off. */
  rateLimitPerMinute?: number | null;
};

/** `/v3` of SendGrid: sending, email activity, suppressions and domain authentication. */
export function sendgridApi(context: SandboxContext, { apiKeys, rateLimitPerMinute = null }: SendgridOptions) {
  const { mails, intake, domains, suppressions, faults, stats, now } = context;
  const app = new Hono();
  app.use(
    injectFaults(faults, stats, {
      provider: 'sendgrid',
      isSend: (c) => c.req.method === 'POST' && c.req.path === '/v3/mail/send',
      tooManyRequests: (c) => {
        c.header('x-ratelimit-limit', '0');
        c.header('x-ratelimit-remaining', '0');
        c.header('x-ratelimit-reset', String(Math.ceil(now().getTime() / 1000) + 1));
        return respondWithSendgridErrors(c, 429, { message: 'too many requests', field: null });
      },
      serverError: (c) => respondWithSendgridErrors(c, 500, { message: 'internal server error', field: null }),
    }),
    async (c, next) => {
      const key = readBearerToken(c);
      if (!key) return respondWithSendgridErrors(c, 401, { message: 'authorization required', field: null });
      if (!apiKeys || apiKeys.includes(key)) return next();
      const message = 'The provided authorization grant is invalid, expired, or revoked';
      return respondWithSendgridErrors(c, 401, { message, field: null });
    },
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) => respondWithSendgridErrors(c, 413, { message: 'content too large', field: null }),
    }),
    sendgridRateLimit(rateLimitPerMinute, now),
  );

  app.post('/mail/send', async (c) => {
    const request = readMailSend(await readJson(c));
    if ('errors' in request) return respondWithSendgridErrors(c, 400, ...request.errors);
    if (request.mails.some(({ from }) => !domains.isVerified('sendgrid', from))) {
      const message =
        'The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.';
      return respondWithSendgridErrors(c, 403, { message, field: 'from' });
    }
    if (request.dryRun) return c.body(null, 200);
    const requestId = randomBytes(16).toString('base64url');
    // The id of each mail begins with the request's X-Message-Id, followed by its personalization.
    const prepared = intake.prepare(
      request.mails.map((mail, index) => ({ ...mail, provider_id: `${requestId}.recvd-sandbox-1-${index}.0` })),
    );
    await intake.accept(prepared);
    c.header('x-message-id', requestId);
    return c.body(null, 202);
  });

  app.get('/messages', (c) => {
    const query = c.req.query('query');
    const limit = Number(c.req.query('limit') ?? 10);
    const matches = query === undefined ? () => true : parseActivityQuery(query);
    if (!matches) return respondWithSendgridErrors(c, 400, { message: 'invalid query', field: 'query' });
    if (!Number.isInteger(limit) || limit < 1 || limit > maxActivityLimit) {
      return respondWithSendgridErrors(c, 400, { message: 'limit must be between 1 and 1000', field: 'limit' });
    }
    const matching = mails.list({ provider: 'sendgrid' }).filter(matches);
    return c.json({ messages: matching.slice(0, limit).map(toActivityItem) });
  });

  app.route('/', sendgridSuppressionRoutes(suppressions));
  app.route('/', sendgridDomainRoutes(domains));
  app.all('*', respondWithSendgridNotFound);
  return app;
}
