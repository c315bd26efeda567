import { Hono } from 'hono';
import { z } from 'zod';
import { faultOrder, vendors as vendorNames } from './faults/faults.ts';
import { hookRoutes } from './hooks/hook-routes.ts';
import { seedVendors } from './testing-data/seed-vendors.ts';
import type { Vendors } from './vendors.ts';

const seedRequest = z.strictObject({
  count: z.number().int().min(1).max(10_000),
  seed: z.number().int().default(1),
  /** `YYYY-MM-DD`; today in Tokyo unless told. */
  lastDay: z.iso.date().optional(),
});

/** `/sandbox`: no vendor's, but what a test or a person asks the sandbox itself. Bodies that do not fit are answered 422. */
export function sandboxRoutes(vendors: Vendors) {
  const { faults, herp, zoho, hubspot } = vendors;
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ errors: error.issues }, 422);
    if (error instanceof SyntaxError) return c.json({ errors: [{ message: error.message }] }, 422);
    throw error;
  });

  app.get('/faults', (c) => c.json(faults.pending()));
  app.post('/faults', async (c) => {
    faults.add(faultOrder.parse(await c.req.json<unknown>()));
    return c.json(faults.pending());
  });
  app.delete('/faults', (c) => {
    faults.clear(z.enum(vendorNames).optional().parse(c.req.query('vendor')));
    return c.json(faults.pending());
  });

  app.post('/candidates', async (c) => {
    const { count, seed, lastDay } = seedRequest.parse(await c.req.json<unknown>());
    seedVendors(vendors, { count, seed, ...(lastDay === undefined ? {} : { lastDay }) });
    return c.json({ herp: herp.candidacies().length, zoho: zoho.records('Candidates').length });
  });
  app.post('/herp/candidacies/:id/reopen', (c) => {
    const known = herp.candidacies().some((one) => one.id === c.req.param('id'));
    return known ? c.json(herp.reopen(c.req.param('id'))) : c.json({ errors: [{ message: 'no candidacy' }] }, 404);
  });
  app.post('/zoho/revoke-tokens', (c) => {
    vendors.zohoTokens.revokeAll();
    return c.body(null, 204);
  });

  app.route('/hooks', hookRoutes());

  /** Everything that the vendors hold, for who is not in this process. */
  app.get('/books', (c) =>
    c.json({
      herp: {
        candidacies: herp.candidacies(),
        requisitions: herp.requisitions(),
        comments: Object.fromEntries(herp.candidacies().map(({ id }) => [id, herp.comments(id)])),
      },
      zoho: {
        candidates: zoho.records('Candidates'),
        applications: zoho.records('Applications'),
        notes: zoho.notes(),
        statusChanges: zoho.statusChanges(),
      },
      hubspot: { contacts: hubspot.objects('contacts'), notes: hubspot.objects('notes') },
    }),
  );
  return app;
}
