import { createFileRoute } from '@tanstack/react-router';
import { Connections } from '../../screens/connections/connections.tsx';
import { connectionsQuery, connectionsSearch } from '../../screens/connections/queries.ts';

export const Route = createFileRoute('/_company/connections')({
  validateSearch: connectionsSearch,
  loader: ({ context }) => void context.queryClient.prefetchInfiniteQuery(connectionsQuery),
  component: Connections,
});
