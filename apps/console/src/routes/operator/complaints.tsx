import { createFileRoute } from '@tanstack/react-router';
import { Complaints } from '../../screens/operator/complaints/complaints.tsx';
import { complaintSearch, complaintsQuery } from '../../screens/operator/complaints/queries.ts';

export const Route = createFileRoute('/operator/complaints')({
  validateSearch: complaintSearch,
  loaderDeps: ({ search: { show } }) => ({ show }),
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(complaintsQuery(deps)),
  component: Complaints,
});
