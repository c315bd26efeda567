import { holdPosting, referralPosting, reversalPosting } from '@goen/contracts/internal';
import { pageLimit, statementMonth } from '@goen/contracts/public';
import { HttpProblem, readJson, validate } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Ledger } from './ledger.ts';
import { balanceOf, entriesOf, referralOf } from './read.ts';
import { statementOf } from './statement.ts';

const companyId = z.uuid();
const pageQuery = z.object({
  cursor: z.string().optional(),
  limit: pageLimit,
  until: z.coerce.number().int().min(0).optional(),
});

/** The ledger of companies. Internal: callers hold the token of the service. */
export function ledgerRoutes(orm: Database, ledger: Ledger): Hono {
  const app = new Hono();

  app.post('/:company/referrals', async (c) => {
    const { id, personHash, otherHashes, date } = await readJson(c, referralPosting);
    return c.json(await ledger.post({ company: companyOf(c), kind: 'referral', id, personHash, otherHashes, date }));
  });

  app.get('/:company/referrals/:id', async (c) => {
    const found = await referralOf(orm, companyOf(c), c.req.param('id'));
    if (found === null) throw new HttpProblem('not_found');
    return c.json(found);
  });

  app.post('/:company/reversals', async (c) => {
    const { id, entryId, reason } = await readJson(c, reversalPosting);
    return c.json(await ledger.post({ company: companyOf(c), kind: 'reversal', id, reverses: entryId, reason }));
  });

  app.post('/:company/holds', async (c) => {
    const { id } = await readJson(c, holdPosting);
    const posted = await ledger.post({ company: companyOf(c), kind: 'hold', id });
    return c.json({ id, state: 'held', replayed: posted.status === 'posted' && posted.replayed });
  });

  for (const kind of ['capture', 'release'] as const) {
    app.post(`/:company/holds/:hold/${kind}`, async (c) => {
      const hold = c.req.param('hold');
      const posted = await ledger.post({ company: companyOf(c), kind, id: `${hold}:${kind}`, reverses: hold });
      const state = kind === 'capture' ? 'captured' : 'released';
      return c.json({ id: hold, state, replayed: posted.status === 'posted' && posted.replayed });
    });
  }

  app.get('/:company/balance', async (c) => c.json(await balanceOf(orm, companyOf(c))));

  app.get('/:company/entries', async (c) => {
    const query = validate(c.req.query(), pageQuery);
    return c.json(await entriesOf(orm, companyOf(c), query));
  });

  app.get('/:company/statements/:month', async (c) => {
    const month = statementMonth.safeParse(c.req.param('month'));
    if (!month.success) throw new HttpProblem('not_found');
    return c.json(await statementOf(orm, companyOf(c), month.data));
  });
  return app;
}

function companyOf(c: Context): string {
  const id = companyId.safeParse(c.req.param('company'));
  if (!id.success) throw new HttpProblem('not_found');
  return id.data.toLowerCase();
}
