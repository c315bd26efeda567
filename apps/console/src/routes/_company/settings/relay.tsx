import { createFileRoute } from '@tanstack/react-router';
import { settingsQuery } from '../../../screens/settings/queries.ts';
import { Relay } from '../../../screens/settings/relay.tsx';

export const Route = createFileRoute('/_company/settings/relay')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(settingsQuery),
  component: Relay,
});
