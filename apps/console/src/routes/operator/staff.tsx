import { createFileRoute } from '@tanstack/react-router';
import { staffQuery } from '../../screens/operator/staff/queries.ts';
import { Staff } from '../../screens/operator/staff/staff.tsx';

export const Route = createFileRoute('/operator/staff')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(staffQuery),
  component: Staff,
});
