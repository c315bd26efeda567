import type { CandidateRecord, Case } from '@goen/client';
import { useQueries } from '@tanstack/react-query';
import { caseQuery } from './queries.ts';

export type LoadedCases = {
  /** The latest first; those that could be read by now. */
  readonly items: readonly Case[];
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
};

/** The cases of a person with their timelines. Few have more than two. */
export function useCases({ cases }: CandidateRecord): LoadedCases {
  const results = useQueries({ queries: cases.toReversed().map(({ id }) => caseQuery(id)) });
  const failed = results.find(({ error, data }) => error !== null && data === undefined);
  return {
    items: results.flatMap(({ data }) => (data === undefined ? [] : [data])),
    isPending: results.some(({ isPending }) => isPending),
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
