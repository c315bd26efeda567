import { createFileRoute } from '@tanstack/react-router';
import { recordSearch, recordsQuery } from '../../../screens/relay/queries.ts';
import { Records } from '../../../screens/relay/records.tsx';

export const Route = createFileRoute('/_company/relay/records')({
  validateSearch: recordSearch,
  loader: ({ context }) => void context.queryClient.prefetchInfiniteQuery(recordsQuery),
  component: Records,
});
