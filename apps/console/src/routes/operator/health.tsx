import { createFileRoute } from '@tanstack/react-router';
import { Health } from '../../screens/operator/health/health.tsx';
import { healthQuery } from '../../screens/operator/health/queries.ts';

export const Route = createFileRoute('/operator/health')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(healthQuery),
  component: Health,
});
