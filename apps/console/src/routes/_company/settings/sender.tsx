import { createFileRoute } from '@tanstack/react-router';
import { settingsQuery } from '../../../screens/settings/queries.ts';
import { Sender } from '../../../screens/settings/sender.tsx';

export const Route = createFileRoute('/_company/settings/sender')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(settingsQuery),
  component: Sender,
});
