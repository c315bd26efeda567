import { createFileRoute } from '@tanstack/react-router';
import { messagesQuery, sentSearch } from '../../screens/sent/queries.ts';
import { Sent } from '../../screens/sent/sent.tsx';

export const Route = createFileRoute('/_company/sent')({
  validateSearch: sentSearch,
  loaderDeps: ({ search: { mail: _mail, ...filters } }) => filters,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(messagesQuery(deps)),
  component: Sent,
});
