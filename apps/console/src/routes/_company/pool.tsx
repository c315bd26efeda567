import { createFileRoute } from '@tanstack/react-router';
import { Pool } from '../../screens/pool/pool.tsx';
import { poolQuery, poolSearch } from '../../screens/pool/queries.ts';

export const Route = createFileRoute('/_company/pool')({
  validateSearch: poolSearch,
  loaderDeps: ({ search: { row: _row, view: _view, ...filters } }) => filters,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(poolQuery(deps)),
  component: Pool,
});
