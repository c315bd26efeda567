import { createFileRoute } from '@tanstack/react-router';
import { Erasures } from '../../screens/operator/erasures/erasures.tsx';
import { erasureSearch, erasuresQuery, retentionQuery } from '../../screens/operator/erasures/queries.ts';

export const Route = createFileRoute('/operator/erasures')({
  validateSearch: erasureSearch,
  loaderDeps: ({ search: { show } }) => ({ show }),
  loader: ({ context: { queryClient }, deps: { show } }) => {
    if (show === 'erasures') void queryClient.prefetchInfiniteQuery(erasuresQuery);
    else void queryClient.prefetchQuery(retentionQuery);
  },
  component: Erasures,
});
