import { createRouter } from '@tanstack/react-router';
import { createQueryClient } from '../api/query-client.ts';
import { routeTree } from '../routeTree.gen.ts';
import { ErrorPage, NotFoundPage } from './messages.tsx';

export const queryClient = createQueryClient();

export const router = createRouter({
  routeTree,
  basepath: '/console',
  context: { queryClient },
  defaultPreload: 'intent',
  // Queries know themselves how old they are.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
