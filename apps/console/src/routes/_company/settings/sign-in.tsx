import { createFileRoute } from '@tanstack/react-router';
import { setupQuery } from '../../../screens/single-sign-on/queries.ts';
import { SingleSignOn } from '../../../screens/single-sign-on/single-sign-on.tsx';

export const Route = createFileRoute('/_company/settings/sign-in')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(setupQuery),
  component: SingleSignOn,
});
