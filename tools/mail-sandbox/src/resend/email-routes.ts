import { type Context, Hono } from 'hono';
import type { SandboxContext } from '../context.ts';
import { readJson } from '../http/read-request.ts';
import { extractDomain } from '../mails/address.ts';
import type { MailInput } from '../mails/mail.ts';
import { toEmail, toEmailListItem } from './email-view.ts';
import type { Idempotency } from './idempotency.ts';
import { paginate } from './paginate.ts';
import { readBatch } from './read-batch.ts';
import { readEmail } from './read-email.ts';
import { createResendError, createUnverifiedDomainError, respondWithResendError } from './resend-error.ts';

type EmailRoutesContext = Pick<SandboxContext, 'mails' | 'intake' | 'domains'>;
type SendRequest = { body: unknown; mails: MailInput[] };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `/emails` of Resend. */
export function emailRoutes({ mails, intake, domains }: EmailRoutesContext, idempotency: Idempotency) {
  const app = new Hono();

  /** Accepts the mails of one request; the answer to its idempotency key is stored with them. */
  const acceptOnce = async (
    c: Context,
    request: SendRequest,
    buildAnswer: (ids: { id: string }[]) => Record<string, unknown>,
  ) => {
    const unverified = request.mails.find(({ from }) => !domains.isVerified('resend', from));
    if (unverified) return respondWithResendError(c, createUnverifiedDomainError(extractDomain(unverified.from)));
    const key = c.req.header('idempotency-key');
    const outcome = await idempotency.runOnce(key, { path: c.req.path, body: request.body }, async (claim) => {
      const prepared = intake.prepare(request.mails.map((mail) => ({ ...mail, provider: 'resend' })));
      const answer = buildAnswer(prepared.map(({ id }) => ({ id })));
      await intake.accept(prepared, claim && { ...claim, answer });
      return { answer };
    });
    return 'error' in outcome
      ? respondWithResendError(c, outcome.error)
      : c.json(outcome.answer as Record<string, unknown>);
  };

  app.post('/', async (c) => {
    const body = await readJson(c);
    const result = readEmail(body);
    if ('error' in result) return respondWithResendError(c, result.error);
    return acceptOnce(c, { body, mails: [result.mail] }, ([mail]) => ({ id: mail?.id }));
  });

  app.post('/batch', async (c) => {
    const body = await readJson(c);
    const batch = readBatch(body, c.req.header('x-batch-validation'));
    if ('error' in batch) return respondWithResendError(c, batch.error);
    const errors = batch.errors.length > 0 ? { errors: batch.errors } : {};
    return acceptOnce(c, { body, mails: batch.mails }, (data) => ({ data, ...errors }));
  });

  app.get('/', async (c) => {
    const page = paginate(mails.list({ provider: 'resend' }), c.req.query());
    if ('error' in page) return respondWithResendError(c, page.error);
    const loaded = await Promise.all(page.items.map(({ id }) => mails.load(id)));
    const data = loaded.filter((mail) => mail !== null).map(toEmailListItem);
    return c.json({ object: 'list', has_more: page.hasMore, data });
  });

  app.get('/:id', async (c) => {
    const id = c.req.param('id');
    if (!uuid.test(id)) {
      return respondWithResendError(c, createResendError('invalid_parameter', 'The parameter must be a valid UUID.'));
    }
    const mail = await mails.load(id.toLowerCase());
    if (mail?.provider !== 'resend') {
      return respondWithResendError(c, createResendError('not_found', 'Email not found'));
    }
    return c.json(toEmail(mail));
  });

  return app;
}
