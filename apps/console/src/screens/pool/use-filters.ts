import { getRouteApi } from '@tanstack/react-router';
import { withoutUndefined } from '../../api/pages.ts';
import type { PoolFilters, PoolSearch } from './queries.ts';

const route = getRouteApi('/_company/pool');

/** null, an empty text and an empty list clear a filter. */
export type FilterChange = { [K in keyof PoolFilters]?: PoolFilters[K] | null };
export type FilterState = {
  readonly filters: PoolFilters;
  readonly view: string | undefined;
  readonly row: string | undefined;
  readonly change: (change: FilterChange) => void;
  readonly clear: () => void;
  /** Another set of filters, such as that of a saved search. */
  readonly replace: (search: PoolSearch) => void;
  readonly openRow: (row: string | undefined) => void;
};

/** The filters of the address, and the ways to change them. */
export function useFilters(): FilterState {
  const { view, row, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  return {
    filters,
    view,
    row,
    change: (change) =>
      void navigate({
        search: (now) => {
          const next = Object.fromEntries(
            Object.entries({ ...now, row: undefined, ...change }).filter(([, value]) => !isEmpty(value)),
          );
          return next;
        },
      }),
    clear: () => void navigate({ search: {} }),
    replace: (search) => void navigate({ search }),
    openRow: (next) =>
      void navigate({ search: (now) => withoutUndefined({ ...now, row: next }) as PoolSearch, replace: true }),
  };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0);
