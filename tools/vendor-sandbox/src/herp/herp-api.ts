import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import type { Faults } from '../faults/faults.ts';
import { faulty } from '../faults/faulty.ts';
import { alignedLimit, type Limit } from '../shared/limits.ts';
import { tokyoTime } from '../shared/tokyo-time.ts';
import type { HerpBooks } from './herp-books.ts';
import { candidacyFits, candidacyQuery, pageOf, requisitionFits, requisitionQuery } from './herp-queries.ts';

export type HerpOptions = {
  /** Without a list every key is good. */
  apiKeys?: readonly string[];
  /** Of the whole tenant, over its keys; 100 unless told, `null` switches it off. */
  requestsPerMinute?: number | null;
};
type Surroundings = { books: HerpBooks; faults: Faults; now: () => Date };

const newComment = z.object({
  body: z.string().min(1).max(20_000),
  textType: z.enum(['text/plain', 'text/markdown']).default('text/plain'),
  mentionTo: z.array(z.string()).default([]),
});

/** HERP Hire's `/hire/v1`. A comment has no key: posted twice, it stands twice. */
export function herpApi({ books, faults, now }: Surroundings, options: HerpOptions) {
  const { apiKeys, requestsPerMinute = 100 } = options;
  const limit = alignedLimit({ limit: requestsPerMinute, windowMs: 60_000, now });
  const app = new Hono();
  app.use(
    faulty(faults, 'herp', {
      tooManyRequests: (c) => refuse(c, 429, 'Too Many Requests'),
      serverError: (c) => refuse(c, 500, 'Internal Server Error'),
      expireToken: (c) => refuse(c, 401, 'Unauthorized'),
    }),
    async (c, next) => {
      const key = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
      if (!key || (apiKeys && !apiKeys.includes(key))) return refuse(c, 401, 'Unauthorized');
      return count(c, limit) ? next() : refuse(c, 429, 'Too Many Requests');
    },
  );

  app.get('/candidacies', (c) => {
    const query = candidacyQuery.safeParse(c.req.query());
    if (!query.success) return refuse(c, 400, z.prettifyError(query.error));
    const found = books.candidacies().filter((one) => candidacyFits(one, query.data));
    const { rows, hasNextPage } = pageOf(found, (one) => one[query.data.sort], query.data);
    return c.json({ candidacies: rows, hasNextPage });
  });

  app.get('/requisitions', (c) => {
    const query = requisitionQuery.safeParse(c.req.query());
    if (!query.success) return refuse(c, 400, z.prettifyError(query.error));
    const found = books.requisitions().filter((one) => requisitionFits(one, query.data));
    const { rows, hasNextPage } = pageOf(found, (one) => one[query.data.sort], query.data);
    return c.json({ requisitions: rows, hasNextPage });
  });

  app.use('/candidacies/:id/*', async (c, next) =>
    books.candidacies().some((one) => one.id === c.req.param('id')) ? next() : notFound(c),
  );
  app.get('/candidacies/:id/timeline-comments', (c) => c.json({ timelineComments: books.comments(c.req.param('id')) }));
  app.post('/candidacies/:id/timeline-comments', async (c) => {
    const read = newComment.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return refuse(c, 400, z.prettifyError(read.error));
    return c.json(books.comment(c.req.param('id'), read.data));
  });

  app.all('*', notFound);
  return app;
}

/** Counts this request, tells how many are left, and whether it may pass. */
function count(c: Context, limit: Limit): boolean {
  const { allowed, remaining, resetAtMs } = limit.take();
  c.header('x-remaining-request', String(remaining));
  c.header('x-reset-at', tokyoTime(new Date(resetAtMs).toISOString()));
  return allowed;
}

const refuse = (c: Context, status: ContentfulStatusCode, message: string) => c.json({ message }, status);
const notFound = (c: Context) => refuse(c, 404, 'Not Found');
