import { createFileRoute } from '@tanstack/react-router';
import { Positions } from '../../screens/positions/positions.tsx';
import { positionsQuery, positionsSearch } from '../../screens/positions/queries.ts';

export const Route = createFileRoute('/_company/positions')({
  validateSearch: positionsSearch,
  loaderDeps: ({ search: { state, q } }) => ({ state, q }),
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(positionsQuery(deps)),
  component: Positions,
});
