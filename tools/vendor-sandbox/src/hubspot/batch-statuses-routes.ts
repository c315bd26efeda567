import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import { readJson } from '../shared/request-parts.ts';
import { createBatchResponder, inputsSchema } from './batch-response.ts';
import { createInputError, sendInvalidJson, sendValidationError } from './hubspot-errors.ts';
import {
  listStatuses,
  type PreferencesDeps,
  setStatus,
  statusRequest,
  toOptOutView,
  toStatusView,
} from './subscription-statuses.ts';

const addressesRequest = inputsSchema(z.string());
const writeRequest = inputsSchema(statusRequest.extend({ subscriberIdString: z.string() }));

const requireEmailChannel = createMiddleware(async (c, next) =>
  c.req.query('channel') === 'EMAIL' ? next() : sendValidationError(c, 'channel must be EMAIL'),
);

/** `/communication-preferences/v4/statuses/batch`. */
export function batchStatusesRoutes(deps: PreferencesDeps) {
  const { store, now, types } = deps;
  const app = new Hono();
  const sendBatch = createBatchResponder(now);
  const listStatusViews = (email: string) => listStatuses(deps, email).map((status) => toStatusView(types, status));

  app.post('/read', requireEmailChannel, async (c) => {
    const request = addressesRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidJson(c, request.error);
    const isAddress = (input: string) => z.email().safeParse(input).success;
    const { inputs } = request.data;
    return sendBatch(
      c,
      inputs.filter(isAddress).map((email) => ({ subscriberIdString: email, statuses: listStatusViews(email) })),
      inputs
        .filter((input) => !isAddress(input))
        .map((input) => createInputError('The address is not valid.', { ids: [input] })),
    );
  });

  app.post('/write', async (c) => {
    const request = writeRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidJson(c, request.error);
    const { inputs } = request.data;
    const unknown = inputs.find(({ subscriptionId }) => !types.some(({ id }) => id === subscriptionId));
    if (unknown) return sendValidationError(c, `Subscription ${unknown.subscriptionId} does not exist.`);
    const isBlocked = ({ subscriberIdString }: (typeof inputs)[number]) => store.isBlocked(subscriberIdString);
    const results = inputs
      .filter((input) => !isBlocked(input))
      .map(({ subscriberIdString, ...change }) => setStatus(deps, subscriberIdString, change));
    const errors = inputs
      .filter(isBlocked)
      .map(({ subscriberIdString }) =>
        createInputError('The contact was permanently deleted.', { ids: [subscriberIdString] }),
      );
    // HubSpot documents no status other than 200.
    return sendBatch(c, results, errors, { partly: 200 });
  });

  app.post('/unsubscribe-all', requireEmailChannel, async (c) => {
    const request = addressesRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidJson(c, request.error);
    for (const email of request.data.inputs) store.optOutOfAll(email);
    const verbose = c.req.query('verbose') === 'true';
    return sendBatch(
      c,
      request.data.inputs.map((email) => ({
        subscriberIdString: email.toLowerCase(),
        ...(verbose ? { statuses: listStatusViews(email) } : {}),
      })),
    );
  });

  app.post('/unsubscribe-all/read', requireEmailChannel, async (c) => {
    const request = addressesRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidJson(c, request.error);
    return sendBatch(
      c,
      request.data.inputs.map((email) => ({ subscriberIdString: email, wideStatuses: [toOptOutView(deps, email)] })),
    );
  });
  return app;
}
