import { type Context, Hono } from 'hono';
import type { Domains } from '../accounts/domains.ts';
import type { Acceptance } from '../mails/acceptance.ts';
import { domainOf } from '../mails/address.ts';
import type { MailInput } from '../mails/mail.ts';
import type { MailStore } from '../mails/mail-store.ts';
import { apiError, domainNotVerified, refuse } from './api-error.ts';
import { readBatch } from './batch-request.ts';
import { readEmail } from './email-request.ts';
import { emailView, listedEmail } from './email-view.ts';
import type { Idempotency } from './idempotency.ts';
import { pageOf } from './page.ts';

export type EmailOptions = { store: MailStore; acceptance: Acceptance; domains: Domains; idempotency: Idempotency };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `/emails` of Resend. */
export function emailRoutes({ store, acceptance, domains, idempotency }: EmailOptions) {
  const app = new Hono();

  /** Answers and keeps the mails of one request; the key's answer is kept with them. */
  const accept = async (
    c: Context,
    body: unknown,
    inputs: MailInput[],
    answerOf: (ids: { id: string }[]) => Record<string, unknown>,
  ) => {
    const unverified = inputs.find((input) => !domains.isVerified('resend', input.from));
    if (unverified) return refuse(c, domainNotVerified(domainOf(unverified.from)));
    const scoped = { path: c.req.path, body };
    const outcome = await idempotency.once(c.req.header('idempotency-key'), scoped, async (claim) => {
      const mails = acceptance.make(inputs.map((input) => ({ ...input, provider: 'resend' })));
      const answer = answerOf(mails.map(({ id }) => ({ id })));
      await acceptance.keep(mails, claim && { ...claim, answer });
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
    const page = pageOf(store.heads({ provider: 'resend' }), c.req.query());
    if ('error' in page) return refuse(c, page.error);
    const mails = await Promise.all(page.items.map((head) => store.get(head.id)));
    return c.json({ object: 'list', has_more: page.hasMore, data: mails.filter((m) => m !== null).map(listedEmail) });
  });

  app.get('/:id', async (c) => {
    const id = c.req.param('id');
    if (!uuid.test(id)) return refuse(c, apiError('invalid_parameter', 'The parameter must be a valid UUID.'));
    const mail = await store.get(id.toLowerCase());
    if (mail?.provider !== 'resend') return refuse(c, apiError('not_found', 'Email not found'));
    return c.json(emailView(mail));
  });

  return app;
}

const jsonOf = (c: Context): Promise<unknown> => c.req.json<unknown>().catch(() => undefined);
