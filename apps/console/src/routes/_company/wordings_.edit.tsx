import { createFileRoute } from '@tanstack/react-router';
import { wordingSearch, wordingsQuery } from '../../screens/wordings/queries.ts';
import { WordingEditor } from '../../screens/wordings/wording-editor.tsx';

export const Route = createFileRoute('/_company/wordings_/edit')({
  validateSearch: wordingSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(wordingsQuery),
  component: WordingEditor,
});
