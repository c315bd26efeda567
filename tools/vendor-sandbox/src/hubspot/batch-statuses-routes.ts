import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import { batchAnswer, inputsOf } from './batch-answer.ts';
import type { HubspotBooks } from './hubspot-books.ts';
import { inputError, invalid } from './hubspot-error.ts';
import { type SubscriptionType, setStatus, shownStatus, statusesOf, statusRequest, wideStatus } from './statuses.ts';

type Surroundings = { books: HubspotBooks; now: () => Date; types: readonly SubscriptionType[] };

const addresses = inputsOf(z.string());
const changes = inputsOf(statusRequest.extend({ subscriberIdString: z.string() }));
const body = (c: Context) => c.req.json<unknown>().catch(() => undefined);
const malformed = (c: Context, error: z.ZodError) => invalid(c, `Invalid input JSON: ${error.message}`);

const ofEmail = createMiddleware(async (c, next) =>
  c.req.query('channel') === 'EMAIL' ? next() : invalid(c, 'channel must be EMAIL'),
);

/** `/communication-preferences/v4/statuses/batch`. */
export function batchStatusesRoutes(at: Surroundings) {
  const { books, now, types } = at;
  const app = new Hono();
  const answer = batchAnswer(now);
  const shown = (email: string) => statusesOf(at, email).map((one) => shownStatus(types, one));

  app.post('/read', ofEmail, async (c) => {
    const read = addresses.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    const isAddress = (input: string) => z.email().safeParse(input).success;
    const { inputs } = read.data;
    return answer(
      c,
      inputs.filter(isAddress).map((email) => ({ subscriberIdString: email, statuses: shown(email) })),
      inputs.filter((one) => !isAddress(one)).map((one) => inputError('The address is not valid.', { ids: [one] })),
    );
  });

  app.post('/write', async (c) => {
    const read = changes.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    const { inputs } = read.data;
    const unknown = inputs.find(({ subscriptionId }) => !types.some(({ id }) => id === subscriptionId));
    if (unknown) return invalid(c, `Subscription ${unknown.subscriptionId} does not exist.`);
    const isRefused = ({ subscriberIdString }: (typeof inputs)[number]) => books.isBlocked(subscriberIdString);
    const results = inputs
      .filter((one) => !isRefused(one))
      .map(({ subscriberIdString, ...change }) => setStatus(at, subscriberIdString, change));
    const errors = inputs
      .filter(isRefused)
      .map((one) => inputError('The contact was permanently deleted.', { ids: [one.subscriberIdString] }));
    // No other status than 200 is described.
    return answer(c, results, errors, { partly: 200 });
  });

  app.post('/unsubscribe-all', ofEmail, async (c) => {
    const read = addresses.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    for (const email of read.data.inputs) books.optOutOfAll(email);
    const verbose = c.req.query('verbose') === 'true';
    return answer(
      c,
      read.data.inputs.map((email) => ({
        subscriberIdString: email.toLowerCase(),
        ...(verbose ? { statuses: shown(email) } : {}),
      })),
    );
  });

  app.post('/unsubscribe-all/read', ofEmail, async (c) => {
    const read = addresses.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    return answer(
      c,
      read.data.inputs.map((email) => ({ subscriberIdString: email, wideStatuses: [wideStatus(at, email)] })),
    );
  });
  return app;
}
