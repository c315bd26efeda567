import type { Context } from 'hono';
import { pageHeaders } from './layout.ts';
import { respondTooMany } from './page-request.ts';

const pagePath = /^\/[cur]\//;

/** People meet a page where programs meet a problem; null for paths that are no page. */
export function refuseManyRequests(c: Context, retryAfter: string): Promise<Response> | null {
  return pagePath.test(c.req.path) ? respondPage(c, retryAfter) : null;
}

async function respondPage(c: Context, retryAfter: string): Promise<Response> {
  // A template with promises in it makes a promise of a response.
  const response = await respondTooMany(c);
  for (const [name, value] of Object.entries({ ...pageHeaders, 'retry-after': retryAfter })) {
    response.headers.set(name, value);
  }
  return response;
}
