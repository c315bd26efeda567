import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { HubspotBooks } from './hubspot-books.ts';
import { invalid } from './hubspot-error.ts';
import { type SubscriptionType, setStatus, shownStatus, statusesOf, statusRequest } from './statuses.ts';

export const defaultSubscriptionTypes: readonly SubscriptionType[] = [{ id: 1001, name: '採用に関するご案内' }];

type Surroundings = { books: HubspotBooks; now: () => Date; types: readonly SubscriptionType[] };

/** `/communication-preferences/v4`. An address needs no contact to have a status. */
export function subscriptionsRoutes({ books, now, types }: Surroundings) {
  const app = new Hono();
  const complete = (c: Context, results: readonly unknown[]) => {
    const at = now().toISOString();
    return c.json({ status: 'COMPLETE', results, startedAt: at, completedAt: at });
  };

  app.get('/definitions', (c) => {
    const at = new Date(0).toISOString();
    const rest = { description: '', isActive: true, isDefault: false, isInternal: false, createdAt: at, updatedAt: at };
    return complete(
      c,
      types.map(({ id, name }) => ({ id: String(id), name, ...rest })),
    );
  });

  app.get('/statuses/:email', (c) => {
    if (c.req.query('channel') !== 'EMAIL')
      return invalid(c, 'channel must be EMAIL', [{ message: 'required', in: 'channel' }]);
    const email = c.req.param('email').toLowerCase();
    const all = statusesOf({ books, now, types }, email);
    return complete(
      c,
      all.map((one) => shownStatus(types, one)),
    );
  });

  app.post('/statuses/:email', async (c) => {
    const read = statusRequest.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return invalid(c, z.prettifyError(read.error));
    const { subscriptionId } = read.data;
    if (!types.some((one) => one.id === subscriptionId))
      return invalid(c, `Subscription ${subscriptionId} does not exist.`);
    return complete(c, [setStatus({ books, now, types }, c.req.param('email'), read.data)]);
  });
  return app;
}
