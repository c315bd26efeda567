import { ApiError } from '@goen/client';
import { MutationCache, notifyManager, type Query, QueryCache, QueryClient } from '@tanstack/react-query';
import { noticeRefusal } from './expired-session.ts';
import { notifyProblem } from './notify-problem.ts';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The screen shows the failure itself, beside what failed. */
      readonly showsProblem?: boolean;
    };
  }
}

const staleMs = 30_000;

// Before the next event: the second click of a double click finds its button loading, and sends nothing again.
notifyManager.setScheduler(queueMicrotask);

export function createQueryClient(): QueryClient {
  /** When the first load fails, the screen shows the message itself; when a reload fails, one notification does. */
  const tellFailedReload = (error: Error, { state }: Pick<Query, 'state'>): void => {
    if (isUnauthorized(error)) return void noticeRefusal(error, queryClient);
    if (state.data !== undefined) notifyProblem(error);
  };
  const queryClient: QueryClient = new QueryClient({
    defaultOptions: {
      // `api` retries what is worth it.
      queries: { staleTime: staleMs, retry: false },
      mutations: { retry: false },
    },
    queryCache: new QueryCache({ onError: (error, query) => tellFailedReload(error, query as unknown as Query) }),
    mutationCache: new MutationCache({
      onError(error, _variables, _result, { meta }) {
        if (isUnauthorized(error)) void noticeRefusal(error, queryClient);
        else if (meta?.showsProblem !== true) notifyProblem(error);
      },
    }),
  });
  return queryClient;
}

const isUnauthorized = (error: Error): error is ApiError => error instanceof ApiError && error.status === 401;
