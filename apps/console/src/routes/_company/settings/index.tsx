import { createFileRoute } from '@tanstack/react-router';
import { Hours } from '../../../screens/settings/hours.tsx';
import { hoursSearch, settingsQuery } from '../../../screens/settings/queries.ts';

export const Route = createFileRoute('/_company/settings/')({
  validateSearch: hoursSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(settingsQuery),
  component: Hours,
});
