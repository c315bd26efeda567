import { createFileRoute } from '@tanstack/react-router';
import { wordingsQuery } from '../../screens/wordings/queries.ts';
import { Wordings } from '../../screens/wordings/wordings.tsx';

export const Route = createFileRoute('/_company/wordings')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(wordingsQuery),
  component: Wordings,
});
