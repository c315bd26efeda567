import { createFileRoute } from '@tanstack/react-router';
import { Keeping } from '../../../screens/settings/keeping.tsx';
import { settingsQuery } from '../../../screens/settings/queries.ts';

export const Route = createFileRoute('/_company/settings/keeping')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(settingsQuery),
  component: Keeping,
});
