import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import type { Faults } from '../faults/faults.ts';
import { injectFaults } from '../faults/inject-faults.ts';
import { alignedLimit, type Limit } from '../shared/limits.ts';
import { readBearerToken, readJson } from '../shared/request-parts.ts';
import { toTokyoTime } from '../shared/tokyo-time.ts';
import { candidacyQuery, matchesCandidacy, matchesRequisition, requisitionQuery, sortAndPage } from './herp-queries.ts';
import type { HerpStore } from './herp-store.ts';

export type HerpOptions = {
  /** Without a list, every key is accepted. */
  apiKeys?: readonly string[];
  /** Per tenant, across its keys. Default 100; `null` switches the limit off. */
  requestsPerMinute?: number | null;
};
type HerpDeps = { store: HerpStore; faults: Faults; now: () => Date };

const newComment = z.object({
  body: z.string().min(1).max(20_000),
  textType: z.enum(['text/plain', 'text/markdown']).default('text/plain'),
  mentionTo: z.array(z.string()).default([]),
});

/** HERP Hire's `/hire/v1`. Comments have no idempotency key: posting twice stores two. */
export function herpApi({ store, faults, now }: HerpDeps, options: HerpOptions) {
  const { apiKeys, requestsPerMinute = 100 } = options;
  const limit = alignedLimit({ limit: requestsPerMinute, windowMs: 60_000, now });
  const app = new Hono();
  app.use(
    injectFaults(faults, 'herp', {
      tooManyRequests: (c) => sendError(c, 429, 'Too Many Requests'),
      serverError: (c) => sendError(c, 500, 'Internal Server Error'),
      expireToken: (c) => sendError(c, 401, 'Unauthorized'),
    }),
    async (c, next) => {
      const key = readBearerToken(c);
      if (!key || (apiKeys && !apiKeys.includes(key))) return sendError(c, 401, 'Unauthorized');
      return countRequest(c, limit) ? next() : sendError(c, 429, 'Too Many Requests');
    },
  );

  app.get('/candidacies', (c) => {
    const query = candidacyQuery.safeParse(c.req.query());
    if (!query.success) return sendError(c, 400, z.prettifyError(query.error));
    const matches = store.candidacies().filter((candidacy) => matchesCandidacy(candidacy, query.data));
    const { rows, hasNextPage } = sortAndPage(matches, (candidacy) => candidacy[query.data.sort], query.data);
    return c.json({ candidacies: rows, hasNextPage });
  });

  app.get('/requisitions', (c) => {
    const query = requisitionQuery.safeParse(c.req.query());
    if (!query.success) return sendError(c, 400, z.prettifyError(query.error));
    const matches = store.requisitions().filter((requisition) => matchesRequisition(requisition, query.data));
    const { rows, hasNextPage } = sortAndPage(matches, (requisition) => requisition[query.data.sort], query.data);
    return c.json({ requisitions: rows, hasNextPage });
  });

  app.use('/candidacies/:id/*', async (c, next) =>
    store.candidacies().some(({ id }) => id === c.req.param('id')) ? next() : sendNotFound(c),
  );
  app.get('/candidacies/:id/timeline-comments', (c) => c.json({ timelineComments: store.comments(c.req.param('id')) }));
  app.post('/candidacies/:id/timeline-comments', async (c) => {
    const comment = newComment.safeParse(await readJson(c));
    if (!comment.success) return sendError(c, 400, z.prettifyError(comment.error));
    return c.json(store.addComment(c.req.param('id'), comment.data));
  });

  app.all('*', sendNotFound);
  return app;
}

/** Counts this request and sets the rate-limit headers; false when it is over the limit. */
function countRequest(c: Context, limit: Limit): boolean {
  const { allowed, remaining, resetAtMs } = limit.take();
  c.header('x-remaining-request', String(remaining));
  c.header('x-reset-at', toTokyoTime(new Date(resetAtMs).toISOString()));
  return allowed;
}

const sendError = (c: Context, status: ContentfulStatusCode, message: string) => c.json({ message }, status);
const sendNotFound = (c: Context) => sendError(c, 404, 'Not Found');
