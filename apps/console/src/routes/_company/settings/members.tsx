import { createFileRoute } from '@tanstack/react-router';
import { Members } from '../../../screens/members/members.tsx';
import { membersQuery, membersSearch } from '../../../screens/members/queries.ts';

export const Route = createFileRoute('/_company/settings/members')({
  validateSearch: membersSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(membersQuery(deps.state)),
  component: Members,
});
