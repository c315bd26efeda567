import { createFileRoute } from '@tanstack/react-router';
import { Corrections } from '../../../screens/requests/corrections.tsx';
import { correctionSearch, correctionsQuery } from '../../../screens/requests/queries.ts';

export const Route = createFileRoute('/_company/requests/corrections')({
  validateSearch: correctionSearch,
  loaderDeps: ({ search: { state } }) => ({ state }),
  loader: ({ context, deps: { state = 'open' } }) =>
    void context.queryClient.prefetchInfiniteQuery(correctionsQuery(state)),
  component: Corrections,
});
