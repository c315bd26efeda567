import { createFileRoute } from '@tanstack/react-router';
import { Onboarding } from '../../screens/onboarding/onboarding.tsx';
import { onboardingQuery } from '../../screens/onboarding/queries.ts';

export const Route = createFileRoute('/_company/onboarding')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(onboardingQuery),
  component: Onboarding,
});
