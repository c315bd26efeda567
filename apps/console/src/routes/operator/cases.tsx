import { createFileRoute } from '@tanstack/react-router';
import { Cases } from '../../screens/operator/cases/cases.tsx';
import { caseSearch, casesQuery } from '../../screens/operator/cases/queries.ts';

export const Route = createFileRoute('/operator/cases')({
  validateSearch: caseSearch,
  loaderDeps: ({ search: { case: _case, ...filters } }) => filters,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(casesQuery(deps)),
  component: Cases,
});
