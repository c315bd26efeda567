import { createFileRoute } from '@tanstack/react-router';
import { Excluded } from '../../../screens/relay/excluded.tsx';
import { settingsQuery } from '../../../screens/settings/queries.ts';

export const Route = createFileRoute('/_company/relay/excluded')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(settingsQuery),
  component: Excluded,
});
