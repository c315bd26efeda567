import { suppressionRequest } from '@goen/contracts/internal';
import { suppressionImport, suppressionQuery, suppressionRemoval } from '@goen/contracts/public';
import { HttpProblem, personHash, readJson, validate } from '@goen/service-kit';
import { Hono } from 'hono';
import { z } from 'zod';
import type { MailContext } from '../mail-context.ts';
import { importSuppressions } from './import-suppressions.ts';
import { listSuppressions } from './list-suppressions.ts';
import { removeSuppression } from './remove-suppression.ts';
import { suppressPersonHash } from './suppress-person-hash.ts';

/** 10,000 addresses of 254 characters. */
const maxImportBytes = 3 * 1024 * 1024;
const listQuery = suppressionQuery.extend({ company: z.uuid(), cursor: z.uuid().optional() });

/** Internal: the caller has checked that it may speak for the company. */
export function suppressionRoutes(context: MailContext): Hono {
  const app = new Hono();
  app.post('/', async (c) => {
    const { email, ...suppression } = await readJson(c, suppressionRequest);
    await suppressPersonHash(context.orm.em.fork(), personHash(email, context.personHashKey), suppression);
    return c.body(null, 204);
  });
  app.get('/', async (c) => {
    const { company, limit, cursor } = validate(c.req.query(), listQuery);
    return c.json(await listSuppressions(context.orm, company, { limit, after: cursor }));
  });
  app.post('/imports', async (c) =>
    c.json(await importSuppressions(context, await readJson(c, suppressionImport, maxImportBytes))),
  );
  app.post('/removals', async (c) => {
    const removed = await removeSuppression(context, await readJson(c, suppressionRemoval));
    if (!removed) throw new HttpProblem('not_found');
    return c.body(null, 204);
  });
  return app;
}
