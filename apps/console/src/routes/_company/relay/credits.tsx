import { createFileRoute } from '@tanstack/react-router';
import { Credits } from '../../../screens/relay/credits.tsx';
import { balanceQuery, creditSearch } from '../../../screens/relay/queries.ts';

export const Route = createFileRoute('/_company/relay/credits')({
  validateSearch: creditSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(balanceQuery),
  component: Credits,
});
