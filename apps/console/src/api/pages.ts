import { type ItemOf, type PagedPath, unwrap } from '@goen/client';
import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import { api } from './client.ts';

type Page<Item> = { readonly items: Item[]; readonly next: string | null };
export type Get = (path: string, init: object) => Promise<{ data: Page<unknown>; response: Response }>;
export type Filters = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

/** Most people see the first page. Who reads on, or comes back to a place far below, gets as many as the API gives. */
const pageSizes = { first: 100, next: 200 } as const;

/**
 * A list of the API, read page by page as it is scrolled: for `useInfiniteQuery` and `EndlessList`. `topic` is the topic
 * of live updates that makes it stale. What is undefined in `query` is left out.
 */
export const listQuery = <Path extends PagedPath>(topic: string, path: Path, query: Filters = {}) =>
  pagesQuery<ItemOf<Path>>(api.GET as unknown as Get, topic, path, query);

/** The same with the GET of any client. */
export function pagesQuery<Item>(get: Get, topic: string, path: string, query: Filters) {
  const filters = withoutUndefined(query);
  return infiniteQueryOptions({
    queryKey: [topic, path, filters],
    queryFn: async ({ pageParam, signal }) => {
      const page = pageParam === null ? { limit: pageSizes.first } : { limit: pageSizes.next, cursor: pageParam };
      const params = { query: { ...page, ...filters } };
      return (await unwrap(get(path, { params, signal }))) as Page<Item>;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** The rows of all pages that were read. */
export const toRows = <Item>(data: InfiniteData<Page<Item>> | undefined): Item[] =>
  data?.pages.flatMap(({ items }) => items) ?? [];

export const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
