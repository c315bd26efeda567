import { type Context, Hono } from 'hono';
import type { MailInput } from '../mails/mail.ts';
import { type MailStore, newMail } from '../mails/mail-store.ts';
import { apiError, refuse } from './api-error.ts';
import { requireApiKey } from './auth.ts';
import { readBatch } from './batch-request.ts';
import { readEmail } from './email-request.ts';
import { emailView, listedEmail } from './email-view.ts';
import type { Idempotency } from './idempotency.ts';
import { pageOf } from './page.ts';
import { rateLimit } from './rate-limit.ts';

export type ApiOptions = {
  store: MailStore;
  idempotency: Idempotency;
  apiKeys: readonly string[] | undefined;
  rateLimitPerSecond: number | null;
  now: () => Date;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function emailRoutes({ store, idempotency, apiKeys, rateLimitPerSecond, now }: ApiOptions) {
  const app = new Hono();
  app.use(requireApiKey(apiKeys), rateLimit(rateLimitPerSecond, now));

  /** Answers and keeps the mails of one request; the key's answer is kept with them. */
  const accept = async (
    c: Context,
    body: unknown,
    inputs: MailInput[],
    answerOf: (ids: { id: string }[]) => Record<string, unknown>,
  ) => {
    const scoped = { path: c.req.path, body };
    const outcome = await idempotency.once(c.req.header('idempotency-key'), scoped, async (claim) => {
      const mails = inputs.map((input) => newMail(input, now()));
      const answer = answerOf(mails.map(({ id }) => ({ id })));
      await store.accept(mails, claim && { ...claim, answer });
      return { answer };
    });
    return 'error' in outcome ? refuse(c, outcome.error) : c.json(outcome.answer as Record<string, unknown>);
  };

  app.post('/', async (c) => {
    const body = await jsonOf(c);
    const read = readEmail(body);
    if ('error' in read) return refuse(c, read.error);
    return accept(c, body, [read.mail], ([mail]) => ({ id: mail?.id }));
  });

  app.post('/batch', async (c) => {
    const body = await jsonOf(c);
    const batch = readBatch(body, c.req.header('x-batch-validation'));
    if ('error' in batch) return refuse(c, batch.error);
    const errors = batch.errors.length > 0 ? { errors: batch.errors } : {};
    return accept(c, body, batch.mails, (data) => ({ data, ...errors }));
  });

  app.get('/', async (c) => {
    const page = pageOf(store.heads({}), c.req.query());
    if ('error' in page) return refuse(c, page.error);
    const mails = await Promise.all(page.items.map((head) => store.get(head.id)));
    return c.json({ object: 'list', has_more: page.hasMore, data: mails.filter((m) => m !== null).map(listedEmail) });
  });

  app.get('/:id', async (c) => {
    const id = c.req.param('id');
    if (!uuid.test(id)) return refuse(c, apiError('invalid_parameter', 'The parameter must be a valid UUID.'));
    const mail = await store.get(id.toLowerCase());
    return mail ? c.json(emailView(mail)) : refuse(c, apiError('not_found', 'Email not found'));
  });

  return app;
}

const jsonOf = (c: Context): Promise<unknown> => c.req.json<unknown>().catch(() => undefined);
