import type { Context, MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Faults } from '../faults/faults.ts';
import { faulty } from '../faults/faulty.ts';
import { alignedLimit, rollingLimit } from '../shared/limits.ts';
import { batchRoutes } from './batch-routes.ts';
import { batchStatusesRoutes } from './batch-statuses-routes.ts';
import { contactsRoutes } from './contacts-routes.ts';
import type { HubspotBooks, HubspotObject } from './hubspot-books.ts';
import { invalid, notFound, overLimit, refuse } from './hubspot-error.ts';
import { notesRoutes } from './notes-routes.ts';
import { view } from './properties.ts';
import { search, searchRequest } from './search.ts';
import type { SubscriptionType } from './statuses.ts';
import { defaultSubscriptionTypes, subscriptionsRoutes } from './subscriptions-routes.ts';

export type HubspotOptions = {
  /** Without a list every token is good. */
  accessTokens?: readonly string[];
  /** 100 in ten seconds, 250,000 a day and 5 searches a second unless told; `null` switches a limit off. */
  requestsPerTenSeconds?: number | null;
  requestsPerDay?: number | null;
  searchesPerSecond?: number | null;
  /** How long a search does not yet find what was written. 0 unless told; HubSpot speaks of some seconds. */
  searchLagMs?: number;
  /** Contact properties that the company added, by name. */
  contactProperties?: readonly string[];
  subscriptionTypes?: readonly SubscriptionType[];
};
type Surroundings = { books: HubspotBooks; faults: Faults; now: () => Date };

const tenSecondsMs = 10_000;
const dayMs = 24 * 60 * 60 * 1000;
const maxBodyBytes = 3 * 1024 * 1024;

/** HubSpot's CRM objects and consent. Mount it at the root: its paths begin with `/crm/v3` and `/communication-preferences/v4`. */
export function hubspotApi(at: Surroundings, options: HubspotOptions) {
  const { books, now } = at;
  const app = new Hono();
  const guards = [...gates(at, options), limits(now, options)];
  for (const path of ['/crm/v3/*', '/communication-preferences/v4/*']) app.use(path, ...guards);

  const lagMs = options.searchLagMs ?? 0;
  const findable = (object: HubspotObject) => Date.parse(object.updatedAt) + lagMs <= now().getTime();
  const searchesPerSecond = options.searchesPerSecond === undefined ? 5 : options.searchesPerSecond;
  const searches = rollingLimit({ limit: searchesPerSecond, windowMs: 1000, now });
  for (const kind of ['contacts', 'notes'] as const)
    app.post(`/crm/v3/objects/${kind}/search`, async (c) => {
      if (!searches.take().allowed) return overLimit(c, 'SECONDLY');
      const read = searchRequest.safeParse(await c.req.json<unknown>().catch(() => undefined));
      if (!read.success) return invalid(c, `There was a problem with the request: ${read.error.message}`);
      const { total, objects, after } = search(books.objects(kind).filter(findable), read.data);
      const results = objects.map((one) => view(kind, one, read.data.properties));
      return c.json(after === null ? { total, results } : { total, results, paging: { next: { after } } });
    });

  const customProperties = options.contactProperties ?? [];
  const types = options.subscriptionTypes ?? defaultSubscriptionTypes;
  app.route('/', batchRoutes({ books, now, customProperties }));
  app.route('/crm/v3/objects/contacts', contactsRoutes({ books, now, customProperties }));
  app.route('/crm/v3/objects/notes', notesRoutes(books));
  app.route('/communication-preferences/v4/statuses/batch', batchStatusesRoutes({ books, now, types }));
  app.route('/communication-preferences/v4', subscriptionsRoutes({ books, now, types }));
  for (const path of ['/crm/v3/*', '/communication-preferences/v4/*']) app.all(path, notFound);
  return app;
}

const refuseToken = (c: Context, category: string, message: string) => refuse(c, 401, { category, message });

function gates({ faults }: Surroundings, { accessTokens }: HubspotOptions): MiddlewareHandler[] {
  return [
    faulty(faults, 'hubspot', {
      tooManyRequests: (c) => overLimit(c, 'TEN_SECONDLY_ROLLING'),
      serverError: (c) => refuse(c, 500, { category: 'INTERNAL_ERROR', message: 'internal error' }),
      expireToken: (c) => refuseToken(c, 'EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call expired.'),
    }),
    bodyLimit({ maxSize: maxBodyBytes, onError: (c) => invalid(c, 'The request is too large.') }),
    async (c, next) => {
      const token = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
      if (token && (!accessTokens || accessTokens.includes(token))) return next();
      return refuseToken(c, 'INVALID_AUTHENTICATION', 'Authentication credentials not found or not valid.');
    },
  ];
}

/** Counts every request but a search against the account's limits, and tells them in the headers. */
function limits(now: () => Date, options: HubspotOptions): MiddlewareHandler {
  const { requestsPerTenSeconds = 100, requestsPerDay = 250_000 } = options;
  const rolling = rollingLimit({ limit: requestsPerTenSeconds, windowMs: tenSecondsMs, now });
  const daily = alignedLimit({ limit: requestsPerDay, windowMs: dayMs, now });
  return async (c, next) => {
    if (c.req.path.endsWith('/search')) return next();
    const day = daily.take();
    const burst = rolling.take();
    if (requestsPerDay !== null) {
      c.header('x-hubspot-ratelimit-daily', String(requestsPerDay));
      c.header('x-hubspot-ratelimit-daily-remaining', String(day.remaining));
    }
    if (requestsPerTenSeconds !== null) {
      c.header('x-hubspot-ratelimit-interval-milliseconds', String(tenSecondsMs));
      c.header('x-hubspot-ratelimit-max', String(requestsPerTenSeconds));
      c.header('x-hubspot-ratelimit-remaining', String(burst.remaining));
    }
    if (!day.allowed) return overLimit(c, 'DAILY');
    return burst.allowed ? next() : overLimit(c, 'TEN_SECONDLY_ROLLING');
  };
}
