import { Hono } from 'hono';
import { z } from 'zod';
import { readJson } from '../shared/request-parts.ts';
import { createBatchResponder } from './batch-response.ts';
import { sendValidationError } from './hubspot-errors.ts';
import {
  listStatuses,
  type PreferencesDeps,
  type SubscriptionType,
  setStatus,
  statusRequest,
  toStatusView,
} from './subscription-statuses.ts';

export const defaultSubscriptionTypes: readonly SubscriptionType[] = [{ id: 1001, name: '採用に関するご案内' }];

/** `/communication-preferences/v4`. An address can have a status without being a contact. */
export function subscriptionsRoutes({ store, now, types }: PreferencesDeps) {
  const app = new Hono();
  const sendResults = createBatchResponder(now);

  app.get('/definitions', (c) => {
    const createdAt = new Date(0).toISOString();
    const flags = { isActive: true, isDefault: false, isInternal: false };
    const results = types.map(({ id, name }) => ({
      id: String(id),
      name,
      description: '',
      ...flags,
      createdAt,
      updatedAt: createdAt,
    }));
    return sendResults(c, results);
  });

  app.get('/statuses/:email', (c) => {
    if (c.req.query('channel') !== 'EMAIL')
      return sendValidationError(c, 'channel must be EMAIL', [{ message: 'required', in: 'channel' }]);
    const statuses = listStatuses({ store, now, types }, c.req.param('email').toLowerCase());
    return sendResults(
      c,
      statuses.map((status) => toStatusView(types, status)),
    );
  });

  app.post('/statuses/:email', async (c) => {
    const request = statusRequest.safeParse(await readJson(c));
    if (!request.success) return sendValidationError(c, z.prettifyError(request.error));
    const { subscriptionId } = request.data;
    if (!types.some(({ id }) => id === subscriptionId))
      return sendValidationError(c, `Subscription ${subscriptionId} does not exist.`);
    return sendResults(c, [setStatus({ store, now, types }, c.req.param('email'), request.data)]);
  });
  return app;
}
