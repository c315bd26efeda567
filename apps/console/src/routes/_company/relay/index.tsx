import { createFileRoute } from '@tanstack/react-router';
import { Introductions } from '../../../screens/relay/introductions.tsx';
import { introductionSearch, introductionsQuery } from '../../../screens/relay/queries.ts';

export const Route = createFileRoute('/_company/relay/')({
  validateSearch: introductionSearch,
  loaderDeps: ({ search: { open: _open, ...filters } }) => filters,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(introductionsQuery(deps)),
  component: Introductions,
});
