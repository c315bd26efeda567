import { type Onboarding, unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

export type OnboardingStep = Onboarding['steps'][number];
export type StepName = OnboardingStep['step'];

/** A step may be done on any screen, so it is read again with `today`: after every change of the company. */
export const onboardingQuery = queryOptions({
  queryKey: ['today', 'onboarding'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/onboarding', { signal })),
});

/** Where each step is done. */
export const stepPlaces: Readonly<Record<StepName, string>> = {
  sender_identity: '/settings',
  sender_domain: '/settings',
  hours: '/settings',
  keeping_basis: '/settings',
  source: '/connections',
  dry_run: '/imports',
  approval: '/mails',
  colleagues: '/settings',
};
