import { createFileRoute } from '@tanstack/react-router';
import { Feedback } from '../../../screens/requests/feedback.tsx';
import { feedbackQuery, feedbackSearch } from '../../../screens/requests/queries.ts';

export const Route = createFileRoute('/_company/requests/')({
  validateSearch: feedbackSearch,
  loaderDeps: ({ search: { state } }) => ({ state }),
  loader: ({ context, deps: { state = 'open' } }) =>
    void context.queryClient.prefetchInfiniteQuery(feedbackQuery(state)),
  component: Feedback,
});
