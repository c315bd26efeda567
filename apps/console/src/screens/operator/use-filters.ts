import { withoutUndefined } from '../../api/pages.ts';

type Navigate<Search> = (options: { search: (now: Search) => object }) => unknown;

/** Changes filters in the address: null takes one away. `reset` names what a new filter closes, such as the open row. */
export const changeFilters =
  <Search extends object>(navigate: unknown, reset: { [K in keyof Search]?: undefined } = {}) =>
  (change: { [K in keyof Search]?: Search[K] | null }): void =>
    void (navigate as Navigate<Search>)({
      search: (now) =>
        withoutUndefined({
          ...now,
          ...reset,
          ...Object.fromEntries(Object.entries(change).map(([key, value]) => [key, value ?? undefined])),
        }),
    });
