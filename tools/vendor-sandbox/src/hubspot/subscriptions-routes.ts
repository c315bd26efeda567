import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { HubspotBooks, Subscription } from './hubspot-books.ts';
import { invalid } from './hubspot-error.ts';

export type SubscriptionType = { id: number; name: string };
export const defaultSubscriptionTypes: readonly SubscriptionType[] = [{ id: 1001, name: '採用に関するご案内' }];

const legalBases = [
  'CONSENT_WITH_NOTICE',
  'LEGITIMATE_INTEREST_CLIENT',
  'LEGITIMATE_INTEREST_OTHER',
  'LEGITIMATE_INTEREST_PQL',
  'NON_GDPR',
  'PERFORMANCE_OF_CONTRACT',
  'PROCESS_AND_STORE',
] as const;
const request = z.object({
  subscriptionId: z.number().int(),
  statusState: z.enum(['SUBSCRIBED', 'UNSUBSCRIBED', 'NOT_SPECIFIED']),
  channel: z.literal('EMAIL'),
  legalBasis: z.enum(legalBases).optional(),
  legalBasisExplanation: z.string().optional(),
});
type Surroundings = { books: HubspotBooks; now: () => Date; types: readonly SubscriptionType[] };

/** `/communication-preferences/v4`. An address needs no contact to have a status. */
export function subscriptionsRoutes({ books, now, types }: Surroundings) {
  const app = new Hono();
  const complete = (c: Context, results: readonly unknown[]) => {
    const at = now().toISOString();
    return c.json({ status: 'COMPLETE', results, startedAt: at, completedAt: at });
  };
  const nameOf = (id: number) => types.find((one) => one.id === id)?.name ?? '';
  const shown = (one: Subscription) => ({
    channel: 'EMAIL',
    subscriberIdString: one.email,
    subscriptionId: one.subscriptionId,
    subscriptionName: nameOf(one.subscriptionId),
    status: one.status,
    source: one.source,
    timestamp: one.timestamp,
    ...(one.legalBasis === null ? {} : { legalBasis: one.legalBasis }),
    ...(one.legalBasisExplanation === null ? {} : { legalBasisExplanation: one.legalBasisExplanation }),
  });
  const unspecified = (email: string, subscriptionId: number): Subscription => ({
    email,
    subscriptionId,
    status: 'NOT_SPECIFIED',
    source: 'SUBSCRIPTION_STATUS',
    timestamp: now().toISOString(),
    legalBasis: null,
    legalBasisExplanation: null,
  });

  app.get('/definitions', (c) => {
    const at = new Date(0).toISOString();
    const rest = { description: '', isActive: true, isDefault: false, isInternal: false, createdAt: at, updatedAt: at };
    return complete(
      c,
      types.map(({ id, name }) => ({ id: String(id), name, ...rest })),
    );
  });

  app.get('/statuses/:email', (c) => {
    if (c.req.query('channel') !== 'EMAIL')
      return invalid(c, 'channel must be EMAIL', [{ message: 'required', in: 'channel' }]);
    const email = c.req.param('email').toLowerCase();
    const own = books.subscriptions(email);
    const all = types.map(({ id }) => own.find((one) => one.subscriptionId === id) ?? unspecified(email, id));
    return complete(c, all.map(shown));
  });

  app.post('/statuses/:email', async (c) => {
    const read = request.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return invalid(c, z.prettifyError(read.error));
    const { subscriptionId, statusState: status, legalBasis, legalBasisExplanation } = read.data;
    if (!types.some((one) => one.id === subscriptionId))
      return invalid(c, `Subscription ${subscriptionId} does not exist.`);
    const email = c.req.param('email');
    const before = books.subscriptions(email).find((one) => one.subscriptionId === subscriptionId);
    const after = books.setSubscription({
      email,
      subscriptionId,
      status,
      source: 'API',
      legalBasis: legalBasis ?? null,
      legalBasisExplanation: legalBasisExplanation ?? null,
    });
    const setStatusSuccessReason = before?.status === status ? 'NO_STATUS_CHANGE' : 'REQUESTED_CHANGE_OCCURRED';
    return complete(c, [{ ...shown(after), setStatusSuccessReason }]);
  });
  return app;
}
