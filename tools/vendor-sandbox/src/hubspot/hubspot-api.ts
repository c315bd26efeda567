import type { Context, MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Faults } from '../faults/faults.ts';
import { injectFaults } from '../faults/inject-faults.ts';
import { alignedLimit, rollingLimit } from '../shared/limits.ts';
import { readBearerToken, readJson } from '../shared/request-parts.ts';
import { batchRoutes } from './batch-routes.ts';
import { batchStatusesRoutes } from './batch-statuses-routes.ts';
import { contactsRoutes } from './contacts-routes.ts';
import { sendHubspotError, sendNotFound, sendRateLimitError, sendValidationError } from './hubspot-errors.ts';
import type { HubspotObject, HubspotStore } from './hubspot-store.ts';
import { notesRoutes } from './notes-routes.ts';
import { toObjectView } from './properties.ts';
import { searchObjects, searchRequest } from './search.ts';
import type { SubscriptionType } from './subscription-statuses.ts';
import { defaultSubscriptionTypes, subscriptionsRoutes } from './subscriptions-routes.ts';

export type HubspotOptions = {
  /** Without a list, every token is accepted. */
  accessTokens?: readonly string[];
  /** Defaults: 100 per ten seconds, 250,000 per day, 5 searches per second. `null` switches a limit off. */
  requestsPerTenSeconds?: number | null;
  requestsPerDay?: number | null;
  searchesPerSecond?: number | null;
  /** How long searches do not find new objects. Default 0; HubSpot documents a few seconds. */
  searchLagMs?: number;
  /** Names of the company's own contact properties. */
  contactProperties?: readonly string[];
  subscriptionTypes?: readonly SubscriptionType[];
};
type HubspotDeps = { store: HubspotStore; faults: Faults; now: () => Date };

const tenSecondsMs = 10_000;
const dayMs = 24 * 60 * 60 * 1000;
const maxBodyBytes = 3 * 1024 * 1024;

/** HubSpot's CRM objects and subscriptions. Mount at the root: it serves `/crm/v3` and `/communication-preferences/v4`. */
export function hubspotApi(deps: HubspotDeps, options: HubspotOptions) {
  const { store, now } = deps;
  const app = new Hono();
  const paths = ['/crm/v3/*', '/communication-preferences/v4/*'];
  const guards = [...createGuards(deps, options), countRequests(now, options)];
  for (const path of paths) app.use(path, ...guards);

  const lagMs = options.searchLagMs ?? 0;
  const isFindable = (object: HubspotObject) => Date.parse(object.updatedAt) + lagMs <= now().getTime();
  const searchesPerSecond = options.searchesPerSecond === undefined ? 5 : options.searchesPerSecond;
  const searches = rollingLimit({ limit: searchesPerSecond, windowMs: 1000, now });
  for (const kind of ['contacts', 'notes'] as const)
    app.post(`/crm/v3/objects/${kind}/search`, async (c) => {
      if (!searches.take().allowed) return sendRateLimitError(c, 'SECONDLY');
      const request = searchRequest.safeParse(await readJson(c));
      if (!request.success)
        return sendValidationError(c, `There was a problem with the request: ${request.error.message}`);
      const { total, objects, after } = searchObjects(store.objects(kind).filter(isFindable), request.data);
      const results = objects.map((object) => toObjectView(kind, object, request.data.properties));
      return c.json(after === null ? { total, results } : { total, results, paging: { next: { after } } });
    });

  const customProperties = options.contactProperties ?? [];
  const types = options.subscriptionTypes ?? defaultSubscriptionTypes;
  app.route('/', batchRoutes({ store, now, customProperties }));
  app.route('/crm/v3/objects/contacts', contactsRoutes({ store, now, customProperties }));
  app.route('/crm/v3/objects/notes', notesRoutes(store));
  app.route('/communication-preferences/v4/statuses/batch', batchStatusesRoutes({ store, now, types }));
  app.route('/communication-preferences/v4', subscriptionsRoutes({ store, now, types }));
  for (const path of paths) app.all(path, sendNotFound);
  return app;
}

const sendTokenError = (c: Context, category: string, message: string) =>
  sendHubspotError(c, 401, { category, message });

function createGuards({ faults }: HubspotDeps, { accessTokens }: HubspotOptions): MiddlewareHandler[] {
  return [
    injectFaults(faults, 'hubspot', {
      tooManyRequests: (c) => sendRateLimitError(c, 'TEN_SECONDLY_ROLLING'),
      serverError: (c) => sendHubspotError(c, 500, { category: 'INTERNAL_ERROR', message: 'internal error' }),
      expireToken: (c) =>
        sendTokenError(c, 'EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call expired.'),
    }),
    bodyLimit({ maxSize: maxBodyBytes, onError: (c) => sendValidationError(c, 'The request is too large.') }),
    async (c, next) => {
      const token = readBearerToken(c);
      if (token && (!accessTokens || accessTokens.includes(token))) return next();
      return sendTokenError(c, 'INVALID_AUTHENTICATION', 'Authentication credentials not found or not valid.');
    },
  ];
}

/** Counts requests except searches against the account's limits, and sets the rate-limit headers. */
function countRequests(now: () => Date, options: HubspotOptions): MiddlewareHandler {
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
    if (!day.allowed) return sendRateLimitError(c, 'DAILY');
    return burst.allowed ? next() : sendRateLimitError(c, 'TEN_SECONDLY_ROLLING');
  };
}
