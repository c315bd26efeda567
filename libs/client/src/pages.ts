import type { Client } from 'openapi-fetch';
import type { paths } from './api.gen.ts';
import { unwrap } from './problem.ts';

type PageOf<Item> = { items: Item[]; next: string | null };
type Get<Path extends keyof paths> = GetIn<paths, Path>;
type GetIn<Paths, Path extends keyof Paths> = Paths[Path] extends { get: infer Operation } ? Operation : never;
type Body<Operation> = Operation extends { responses: { 200: { content: { 'application/json': infer Data } } } }
  ? Data
  : never;

/** The paths of a document whose GET returns a page of a list. */
export type PagedPathIn<Paths> = {
  [Path in keyof Paths]: Body<GetIn<Paths, Path>> extends PageOf<unknown> ? Path : never;
}[keyof Paths];
export type ItemIn<Paths, Path extends keyof Paths> =
  Body<GetIn<Paths, Path>> extends PageOf<infer Item> ? Item : never;

export type PagedPath = PagedPathIn<paths>;
export type ItemOf<Path extends PagedPath> = ItemIn<paths, Path>;

type Parameters<Path extends PagedPath> = Get<Path> extends { parameters: infer P } ? P : never;
type Part<P, Name extends string> = P extends { [N in Name]: infer Value }
  ? { [N in Name]: Omit<Value, 'cursor'> }
  : P extends { [N in Name]?: infer Value }
    ? { [N in Name]?: Omit<NonNullable<Value>, 'cursor'> }
    : unknown;
/** The parameters of a list without its cursor. */
export type PageParameters<Path extends PagedPath> = Part<Parameters<Path>, 'query'> & Part<Parameters<Path>, 'path'>;
type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];
export type PageArguments<Path extends PagedPath> =
  RequiredKeys<PageParameters<Path>> extends never ? [params?: PageParameters<Path>] : [params: PageParameters<Path>];

/** Reads page after page of a list, and yields its items. Pages are stable while rows are added. */
export async function* iteratePages<Path extends PagedPath>(
  client: Client<paths>,
  path: Path,
  ...[params]: PageArguments<Path>
): AsyncGenerator<ItemOf<Path>, void, undefined> {
  // The types above say what a caller may pass; here the path is any of them.
  const get = client.GET as unknown as GetPage;
  const { query, ...rest } = (params ?? {}) as { query?: Record<string, unknown> };
  let cursor: string | null | undefined;
  do {
    const next = cursor === undefined ? {} : { cursor };
    const page: PageOf<unknown> = await unwrap(get(path, { params: { ...rest, query: { ...query, ...next } } }));
    yield* page.items as ItemOf<Path>[];
    cursor = page.next;
  } while (cursor !== null);
}

type GetPage = (path: string, init: object) => Promise<{ data: PageOf<unknown>; response: Response }>;
