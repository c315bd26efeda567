import { type UseMutationOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type PersonCalls, toPersonCalls } from './queries.ts';

/** What members do about one candidate; what is shown about them is read again afterwards. */
export function usePersonCalls(id: string): PersonCalls {
  const queryClient = useQueryClient();
  return useMemo(() => {
    const refresh = () =>
      Promise.all(
        ['candidates', 'cases', 'today'].map((topic) => queryClient.invalidateQueries({ queryKey: [topic] })),
      );
    const calls = toPersonCalls(id);
    const entries = Object.entries(calls).map(([name, call]) => [
      name,
      async (input: never) => {
        const answer: unknown = await (call as (input: never) => Promise<unknown>)(input);
        await refresh();
        return answer;
      },
    ]);
    return Object.fromEntries(entries) as PersonCalls;
  }, [id, queryClient]);
}

/** One of them as a mutation, with what follows when it has worked. */
export const usePersonMutation = <Input = void>(
  call: (input: Input) => Promise<unknown>,
  options: Pick<UseMutationOptions<unknown, Error, Input>, 'onSuccess' | 'meta'> = {},
) => useMutation({ mutationFn: call, ...options });
