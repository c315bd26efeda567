import type { ListedSuppression } from './provider.ts';

/** Of a provider that shows no list of its own. */
export const noSuppressions = (): AsyncIterable<ListedSuppression[]> => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
});
