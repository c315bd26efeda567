import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Surroundings } from '../app.ts';
import { traffic } from '../faults/traffic.ts';
import { activityView, parseQuery } from './activity.ts';
import { domainRoutes } from './domain-routes.ts';
import { readMailSend } from './mail-send-request.ts';
import { rateLimit } from './rate-limit.ts';
import { notFound, refuseAs } from './sendgrid-error.ts';
import { suppressionRoutes } from './suppression-routes.ts';

/** SendGrid's limit of a request with its attachments. */
const maxBodyBytes = 30 * 1024 * 1024;
const maxActivity = 1000;

export type SendgridOptions = {
  /** Without it every key is good. */
  apiKeys?: readonly string[];
  /** `null`, the default, switches the limit off. */
  rateLimitPerMinute?: number | null;
};

/** `/v3` of SendGrid: what sends, what says who may be sent to, and what finds a mail again. */
export function sendgridApi(at: Surroundings, { apiKeys, rateLimitPerMinute = null }: SendgridOptions) {
  const app = new Hono();
  app.use(
    traffic(at.faults, at.stats, {
      provider: 'sendgrid',
      isSend: (c) => c.req.method === 'POST' && c.req.path === '/v3/mail/send',
      tooManyRequests: (c) => {
        c.header('x-ratelimit-limit', '0');
        c.header('x-ratelimit-remaining', '0');
        c.header('x-ratelimit-reset', String(Math.ceil(at.now().getTime() / 1000) + 1));
        return refuseAs(c, 429, { message: 'too many requests', field: null });
      },
      serverError: (c) => refuseAs(c, 500, { message: 'internal server error', field: null }),
    }),
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) => refuseAs(c, 413, { message: 'content too large', field: null }),
    }),
    async (c, next) => {
      const key = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
      if (!key) return refuseAs(c, 401, { message: 'authorization required', field: null });
      if (apiKeys && !apiKeys.includes(key)) {
        return refuseAs(c, 401, {
          message: 'The provided authorization grant is invalid, expired, or revoked',
          field: null,
        });
      }
      return next();
    },
    rateLimit(rateLimitPerMinute, at.now),
  );

  app.post('/mail/send', async (c) => {
    const read = readMailSend(await c.req.json<unknown>().catch(() => undefined));
    if ('errors' in read) return refuseAs(c, 400, ...read.errors);
    if (read.mails.some((mail) => !at.domains.isVerified('sendgrid', mail.from))) {
      const message =
        'The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.';
      return refuseAs(c, 403, { message, field: 'from' });
    }
    if (read.dryRun) return c.body(null, 200);
    const messageId = randomBytes(16).toString('base64url');
    // A message's own id begins with the request's X-Message-Id, and says which of its recipients it is for.
    const mails = at.acceptance.make(
      read.mails.map((mail, index) => ({ ...mail, provider_id: `${messageId}.recvd-sandbox-1-${index}.0` })),
    );
    await at.acceptance.keep(mails);
    c.header('x-message-id', messageId);
    return c.body(null, 202);
  });

  app.get('/messages', (c) => {
    const query = c.req.query('query');
    const limit = Number(c.req.query('limit') ?? 10);
    const matches = query === undefined ? () => true : parseQuery(query);
    if (!matches) return refuseAs(c, 400, { message: 'invalid query', field: 'query' });
    if (!Number.isInteger(limit) || limit < 1 || limit > maxActivity) {
      return refuseAs(c, 400, { message: 'limit must be between 1 and 1000', field: 'limit' });
    }
    const found = at.store.heads({ provider: 'sendgrid' }).filter(matches);
    return c.json({ messages: found.slice(0, limit).map(activityView) });
  });

  app.route('/', suppressionRoutes(at.suppressions));
  app.route('/', domainRoutes(at.domains));
  app.all('*', notFound);
  return app;
}
