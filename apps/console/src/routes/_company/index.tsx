import { createFileRoute, redirect } from '@tanstack/react-router';
import { onboardingQuery } from '../../screens/onboarding/queries.ts';
import { isFirstVisit, readLastVisit } from '../../screens/today/last-visit.ts';
import { Today } from '../../screens/today/today.tsx';
import { readMe } from '../../shell/read-me.ts';

export const Route = createFileRoute('/_company/')({
  // The first owner of a company finds what is left to set up; from the second time on, this screen.
  beforeLoad: async ({ context: { queryClient }, preload }) => {
    const { member } = await readMe(queryClient);
    if (preload || member?.role !== 'owner' || !isFirstVisit(member.id)) return;
    const onboarding = await queryClient.ensureQueryData(onboardingQuery).catch(() => null);
    if (onboarding === null || onboarding.is_complete) return;
    readLastVisit(member.id);
    throw redirect({ to: '/onboarding' });
  },
  component: Today,
});
