import { z } from 'zod';
import type { HubspotStore, Subscription } from './hubspot-store.ts';

export type SubscriptionType = { id: number; name: string };
export type PreferencesDeps = { store: HubspotStore; now: () => Date; types: readonly SubscriptionType[] };

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

export const toStatusView = (types: readonly SubscriptionType[], subscription: Subscription) => ({
  channel: 'EMAIL',
  subscriberIdString: subscription.email,
  subscriptionId: subscription.subscriptionId,
  subscriptionName: types.find(({ id }) => id === subscription.subscriptionId)?.name ?? '',
  status: subscription.status,
  source: subscription.source,
  timestamp: subscription.timestamp,
  ...(subscription.legalBasis === null ? {} : { legalBasis: subscription.legalBasis }),
  ...(subscription.legalBasisExplanation === null ? {} : { legalBasisExplanation: subscription.legalBasisExplanation }),
});

/** The status of every subscription type; NOT_SPECIFIED for those never set. */
export const listStatuses = ({ store, now, types }: PreferencesDeps, email: string): Subscription[] =>
  types.map(
    ({ id }) =>
      store.subscriptions(email).find(({ subscriptionId }) => subscriptionId === id) ?? {
        email: email.toLowerCase(),
        subscriptionId: id,
        status: 'NOT_SPECIFIED',
        source: 'SUBSCRIPTION_STATUS',
        timestamp: now().toISOString(),
        legalBasis: null,
        legalBasisExplanation: null,
      },
  );

/** Whether the person opted out of all mail. */
export const toOptOutView = ({ store, now }: PreferencesDeps, email: string) => {
  const optedOutAt = store.optedOutAt(email);
  return {
    channel: 'EMAIL',
    subscriberIdString: email.toLowerCase(),
    status: optedOutAt === null ? 'NOT_SPECIFIED' : 'UNSUBSCRIBED',
    timestamp: optedOutAt ?? now().toISOString(),
    wideStatusType: 'PORTAL_WIDE',
  };
};

/** Sets a status, and returns it with whether that changed anything. */
export function setStatus(
  { store, types }: PreferencesDeps,
  email: string,
  { subscriptionId, statusState: status, legalBasis, legalBasisExplanation }: z.output<typeof statusRequest>,
) {
  const before = store.subscriptions(email).find((subscription) => subscription.subscriptionId === subscriptionId);
  const after = store.setSubscription({
    email,
    subscriptionId,
    status,
    source: 'API',
    legalBasis: legalBasis ?? null,
    legalBasisExplanation: legalBasisExplanation ?? null,
  });
  const setStatusSuccessReason = before?.status === status ? 'NO_STATUS_CHANGE' : 'REQUESTED_CHANGE_OCCURRED';
  return { ...toStatusView(types, after), setStatusSuccessReason };
}
