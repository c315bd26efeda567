import { createFileRoute } from '@tanstack/react-router';
import { settingsQuery } from '../../../screens/settings/queries.ts';
import { Rules } from '../../../screens/settings/rules.tsx';

export const Route = createFileRoute('/_company/settings/rules')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(settingsQuery),
  component: Rules,
});
