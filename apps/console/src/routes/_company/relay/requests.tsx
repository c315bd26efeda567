import { createFileRoute } from '@tanstack/react-router';
import { requestsQuery } from '../../../screens/relay/queries.ts';
import { Requests } from '../../../screens/relay/requests.tsx';

export const Route = createFileRoute('/_company/relay/requests')({
  loader: ({ context }) => void context.queryClient.prefetchInfiniteQuery(requestsQuery),
  component: Requests,
});
