import { Hono } from 'hono';
import { z } from 'zod';
import type { Suppression, Suppressions } from '../accounts/suppressions.ts';
import { isBareAddress } from '../mails/address.ts';
import { accountId } from './account-id.ts';
import { apiError, refuse } from './api-error.ts';
import { pageOf } from './page.ts';

const origin = z.enum(['bounce', 'complaint', 'manual']).optional();
const create = z.object({ email: z.string().refine(isBareAddress) });

/** `/suppressions` of Resend: one list for the whole team. */
export function suppressionRoutes(suppressions: Suppressions) {
  const app = new Hono();
  const find = (idOrEmail: string) =>
    suppressions.find('resend', idOrEmail) ?? suppressions.list('resend').find((one) => idOf(one) === idOrEmail);

  app.get('/', (c) => {
    const wanted = origin.safeParse(c.req.query('origin'));
    if (!wanted.success) return refuse(c, apiError('validation_error', 'The `origin` is none of those known.'));
    const page = pageOf(suppressions.list('resend', wanted.data).map(view).toReversed(), c.req.query());
    if ('error' in page) return refuse(c, page.error);
    return c.json({ object: 'list', has_more: page.hasMore, data: page.items });
  });

  app.post('/', async (c) => {
    const read = create.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return refuse(c, apiError('validation_error', 'Invalid `email` field.'));
    await suppressions.add('resend', [read.data.email]);
    return c.json({ object: 'suppression', id: accountId('suppression', read.data.email.toLowerCase()) }, 201);
  });

  app.get('/:suppression', (c) => {
    const found = find(c.req.param('suppression'));
    if (!found) return refuse(c, apiError('not_found', 'Suppression not found'));
    return c.json({ object: 'suppression', ...view(found) });
  });

  app.delete('/:suppression', async (c) => {
    const found = find(c.req.param('suppression'));
    if (!found) return refuse(c, apiError('not_found', 'Suppression not found'));
    await suppressions.remove('resend', [found.email]);
    return c.json({ object: 'suppression', id: idOf(found), deleted: true });
  });

  return app;
}

const idOf = (suppression: Suppression) => accountId('suppression', suppression.email);
const view = (suppression: Suppression) => ({
  id: idOf(suppression),
  email: suppression.email,
  origin: suppression.origin,
  source_id: suppression.source_id,
  created_at: suppression.created_at,
});
