import { createFileRoute } from '@tanstack/react-router';
import { referredQuery } from '../../../screens/relay/queries.ts';
import { Referred } from '../../../screens/relay/referred.tsx';

export const Route = createFileRoute('/_company/relay/referred')({
  loader: ({ context }) => void context.queryClient.prefetchInfiniteQuery(referredQuery),
  component: Referred,
});
