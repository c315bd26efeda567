import { Hono } from 'hono';
import { z } from 'zod';
import { faultRule, vendorNames } from './faults/faults.ts';
import { steps } from './herp/candidacy.ts';
import { hookRoutes } from './hooks/hook-routes.ts';
import { seedVendors } from './sample-data/seed-vendors.ts';
import { toTokyoTime } from './shared/tokyo-time.ts';
import type { Vendors } from './vendors.ts';

const seedRequest = z.strictObject({
  count: z.number().int().min(1).max(10_000),
  seed: z.number().int().default(1),
  /** `YYYY-MM-DD`. Default: today in Tokyo. */
  lastDay: z.iso.date().optional(),
});

/** Somebody in selection at HERP. */
const newCandidacy = z.strictObject({
  name: z.string().min(1),
  step: z.enum(steps).default('entry'),
  stepUpdatedAt: z.iso.datetime({ offset: true }).optional(),
});

/** `/sandbox`: controls the sandbox itself. An invalid body answers 422. */
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
    faults.add(faultRule.parse(await c.req.json<unknown>()));
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
  app.post('/herp/candidacies', async (c) => {
    const { stepUpdatedAt, ...candidacy } = newCandidacy.parse(await c.req.json<unknown>());
    const times = stepUpdatedAt === undefined ? {} : { stepUpdatedAt: toTokyoTime(stepUpdatedAt) };
    return c.json(herp.addCandidacy({ ...candidacy, ...times }));
  });
  app.post('/herp/candidacies/:id/reopen', (c) => {
    const candidacyId = c.req.param('id');
    const isKnown = herp.candidacies().some(({ id }) => id === candidacyId);
    return isKnown ? c.json(herp.reopen(candidacyId)) : c.json({ errors: [{ message: 'No such candidacy.' }] }, 404);
  });
  app.post('/zoho/revoke-tokens', (c) => {
    vendors.zohoTokens.revokeAll();
    return c.body(null, 204);
  });

  app.route('/hooks', hookRoutes());

  /** Everything the vendors store, for clients in other processes. */
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
