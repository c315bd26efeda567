import { z } from 'zod';
import type { HubspotBooks, Subscription } from './hubspot-books.ts';

export type SubscriptionType = { id: number; name: string };

const legalBases = [
  'CONSENT_WITH_NOTICE',
  'LEGITIMATE_INTEREST_CLIENT',
  'LEGITIMATE_INTEREST_OTHER',
  'LEGITIMATE_INTEREST_PQL',
  'NON_GDPR',
  'PERFORMANCE_OF_CONTRACT',
  'PROCESS_AND_STORE',
] as const;
export const statusRequest = z.object({
  subscriptionId: z.number().int(),
  statusState: z.enum(['SUBSCRIBED', 'UNSUBSCRIBED', 'NOT_SPECIFIED']),
  channel: z.literal('EMAIL'),
  legalBasis: z.enum(legalBases).optional(),
  legalBasisExplanation: z.string().optional(),
});
type Surroundings = { books: HubspotBooks; now: () => Date; types: readonly SubscriptionType[] };

/** A status as it is answered. */
export const shownStatus = (types: readonly SubscriptionType[], one: Subscription) => ({
  channel: 'EMAIL',
  subscriberIdString: one.email,
  subscriptionId: one.subscriptionId,
  subscriptionName: types.find(({ id }) => id === one.subscriptionId)?.name ?? '',
  status: one.status,
  source: one.source,
  timestamp: one.timestamp,
  ...(one.legalBasis === null ? {} : { legalBasis: one.legalBasis }),
  ...(one.legalBasisExplanation === null ? {} : { legalBasisExplanation: one.legalBasisExplanation }),
});

/** A status of each type: that of a type nobody ever spoke of is not specified. */
export const statusesOf = ({ books, now, types }: Surroundings, email: string): Subscription[] =>
  types.map(
    ({ id }) =>
      books.subscriptions(email).find((one) => one.subscriptionId === id) ?? {
        email: email.toLowerCase(),
        subscriptionId: id,
        status: 'NOT_SPECIFIED',
        source: 'SUBSCRIPTION_STATUS',
        timestamp: now().toISOString(),
        legalBasis: null,
        legalBasisExplanation: null,
      },
  );

/** Whether the person wants no mail at all. */
export const wideStatus = ({ books, now }: Surroundings, email: string) => {
  const at = books.optedOutAt(email);
  return {
    channel: 'EMAIL',
    subscriberIdString: email.toLowerCase(),
    status: at === null ? 'NOT_SPECIFIED' : 'UNSUBSCRIBED',
    timestamp: at ?? now().toISOString(),
    wideStatusType: 'PORTAL_WIDE',
  };
};

/** Sets one, and answers it with what the change came to. */
export function setStatus(
  { books, types }: Surroundings,
  email: string,
  { subscriptionId, statusState: status, legalBasis, legalBasisExplanation }: z.output<typeof statusRequest>,
) {
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
  return { ...shownStatus(types, after), setStatusSuccessReason };
}
