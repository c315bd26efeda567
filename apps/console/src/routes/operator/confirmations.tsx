import { createFileRoute } from '@tanstack/react-router';
import { Confirmations } from '../../screens/operator/confirmations/confirmations.tsx';
import { confirmationSearch, confirmationsQuery, thisMonth } from '../../screens/operator/confirmations/queries.ts';

export const Route = createFileRoute('/operator/confirmations')({
  validateSearch: confirmationSearch,
  loaderDeps: ({ search: { month } }) => ({ month }),
  loader: ({ context, deps: { month } }) =>
    void context.queryClient.prefetchQuery(confirmationsQuery(month ?? thisMonth())),
  component: Confirmations,
});
