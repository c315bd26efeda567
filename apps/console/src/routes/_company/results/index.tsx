import { createFileRoute } from '@tanstack/react-router';
import { resultsQuery, resultsSearch, toPeriod } from '../../../screens/results/queries.ts';
import { Results } from '../../../screens/results/results.tsx';

export const Route = createFileRoute('/_company/results/')({
  validateSearch: resultsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(resultsQuery(toPeriod(deps))),
  component: Results,
});
