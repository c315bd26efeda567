import { createFileRoute } from '@tanstack/react-router';
import { Connections } from '../../screens/operator/connections/connections.tsx';
import { connectionSearch, connectionsQuery, domainsQuery } from '../../screens/operator/connections/queries.ts';

export const Route = createFileRoute('/operator/connections')({
  validateSearch: connectionSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    if (deps.show === 'domains') void queryClient.prefetchQuery(domainsQuery(deps));
    else void queryClient.prefetchInfiniteQuery(connectionsQuery(deps));
  },
  component: Connections,
});
