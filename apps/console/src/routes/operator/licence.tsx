import { createFileRoute } from '@tanstack/react-router';
import { Licence } from '../../screens/operator/licence/licence.tsx';
import { licenceQuery } from '../../screens/operator/licence/queries.ts';

export const Route = createFileRoute('/operator/licence')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(licenceQuery),
  component: Licence,
});
