import { createFileRoute } from '@tanstack/react-router';
import { schedulesQuery } from '../../screens/operator/schedules/queries.ts';
import { Schedules } from '../../screens/operator/schedules/schedules.tsx';

export const Route = createFileRoute('/operator/schedules')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(schedulesQuery),
  component: Schedules,
});
