import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { readJson } from '../http/read-request.ts';
import { isBareAddress } from '../mails/address.ts';
import { suppressionOrigins } from '../store/journal-entry.ts';
import type { Suppression, SuppressionStore } from '../store/suppression-store.ts';
import { deriveId } from './derive-id.ts';
import { paginate } from './paginate.ts';
import { createResendError, respondWithResendError } from './resend-error.ts';

const originQuery = z.enum(suppressionOrigins).optional();
const createRequest = z.object({ email: z.string().refine(isBareAddress) });

/** `/suppressions` of Resend: one list for the whole team. */
export function resendSuppressionRoutes(suppressions: SuppressionStore) {
  const app = new Hono();
  const find = (idOrEmail: string) =>
    suppressions.find('resend', idOrEmail) ??
    suppressions.list('resend').find(({ email }) => deriveSuppressionId(email) === idOrEmail);
  const notFound = (c: Context) => respondWithResendError(c, createResendError('not_found', 'Suppression not found'));

  app.get('/', (c) => {
    const origin = originQuery.safeParse(c.req.query('origin'));
    if (!origin.success) {
      const message = 'The `origin` is none of those known.';
      return respondWithResendError(c, createResendError('validation_error', message));
    }
    const newestFirst = suppressions.list('resend', origin.data).map(toListItem).toReversed();
    const page = paginate(newestFirst, c.req.query());
    if ('error' in page) return respondWithResendError(c, page.error);
    return c.json({ object: 'list', has_more: page.hasMore, data: page.items });
  });

  app.post('/', async (c) => {
    const request = createRequest.safeParse(await readJson(c));
    if (!request.success) {
      return respondWithResendError(c, createResendError('validation_error', 'Invalid `email` field.'));
    }
    const { email } = request.data;
    await suppressions.add('resend', [email]);
    return c.json({ object: 'suppression', id: deriveSuppressionId(email.toLowerCase()) }, 201);
  });

  app.get('/:suppression', (c) => {
    const suppression = find(c.req.param('suppression'));
    return suppression ? c.json({ object: 'suppression', ...toListItem(suppression) }) : notFound(c);
  });

  app.delete('/:suppression', async (c) => {
    const suppression = find(c.req.param('suppression'));
    if (!suppression) return notFound(c);
    await suppressions.remove('resend', [suppression.email]);
    return c.json({ object: 'suppression', id: deriveSuppressionId(suppression.email), deleted: true });
  });

  return app;
}

const deriveSuppressionId = (email: string) => deriveId('suppression', email);

const toListItem = (suppression: Suppression) => ({
  id: deriveSuppressionId(suppression.email),
  email: suppression.email,
  origin: suppression.origin,
  source_id: suppression.sourceId,
  created_at: suppression.createdAt,
});
