import { type SavedSearch, type SaveSearchRequest, unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery, withoutUndefined } from '../../api/pages.ts';
import { addDays } from '../../i18n/dates.ts';

export const stages = ['documents', 'interview', 'final', 'other'] as const;
export const tagKinds = ['skill', 'region', 'orientation', 'job_category'] as const;
export const consentStates = ['unknown', 'granted', 'declined', 'withdrawn', 'lapsed'] as const;
export const reasons = [
  'position_filled',
  'skills',
  'experience',
  'conditions',
  'culture',
  'timing',
  'never_again',
  'other',
  'none',
] as const;

const text = z.catch(z.optional(z.string()), undefined);
const day = z.catch(z.optional(z.iso.date()), undefined);

/** The search parameters of the screen: a link shows the same people. `to` is the last day that counts. */
export const poolSearch = z.object({
  q: text,
  tag: z.catch(z.optional(z.array(z.string())), undefined),
  any_tag: z.catch(z.optional(z.array(z.string())), undefined),
  tag_kind: z.catch(z.optional(z.enum(tagKinds)), undefined),
  prefecture: text,
  near: z.catch(z.optional(z.boolean()), undefined),
  job: text,
  stage: z.catch(z.optional(z.array(z.enum(stages))), undefined),
  reason: z.catch(z.optional(z.array(z.enum(reasons))), undefined),
  consent: z.catch(z.optional(z.array(z.enum(consentStates))), undefined),
  from: day,
  to: day,
  leaves: z.catch(z.optional(z.number()), undefined),
  /** The saved search that the filters come from. */
  view: text,
  /** The row that the keys are at. */
  row: text,
});
export type PoolSearch = z.infer<typeof poolSearch>;
export type PoolFilters = Omit<PoolSearch, 'view' | 'row'>;
type PoolQuery = SaveSearchRequest['query'];

/** As the API: two letters, or one Japanese character. */
export const isSearchable = (text: string): boolean =>
  text
    .normalize('NFKC')
    .split(/\s+/)
    .some((word) => word.length > 1 || /[^\p{ASCII}]/u.test(word));

const searchable = (text: string | undefined): string | undefined =>
  text !== undefined && isSearchable(text) ? text : undefined;

/** The filters as the API and saved searches name them. What cannot be searched for yet is left out. */
function toQuery(filters: PoolFilters): PoolQuery {
  const { q, tag, any_tag: anyTag, tag_kind: kind, prefecture, near, job, stage, reason, consent, from, to } = filters;
  return withoutUndefined({
    q: searchable(q),
    tag,
    any_tag: anyTag,
    tag_kind: kind,
    prefecture,
    near: near === true && prefecture !== undefined ? ('true' as const) : undefined,
    job: searchable(job),
    stage,
    reason,
    relay_consent: consent,
    rejected_from: from,
    rejected_before: to === undefined ? undefined : addDays(to, 1),
    leaves_within_days: filters.leaves,
  });
}

/** The search parameters for a saved search; values that are none any more are left out by the schema. */
export function toSearch({ id, query }: Pick<SavedSearch, 'id' | 'query'>): PoolSearch {
  const { near, relay_consent: consent, rejected_from: from, rejected_before: before, ...rest } = query;
  return withoutUndefined(
    poolSearch.parse({
      ...rest,
      near: near === 'true' ? true : undefined,
      consent,
      from,
      to: typeof before === 'string' ? addDays(before, -1) : undefined,
      leaves: query.leaves_within_days ?? undefined,
      view: id,
    }),
  );
}

/** Whether two sets of filters find the same. */
export const findSame = (a: PoolFilters, b: PoolFilters): boolean => toKey(a) === toKey(b);
const toKey = (filters: PoolFilters): string =>
  JSON.stringify(Object.entries(toQuery(filters)).toSorted(([a], [b]) => a.localeCompare(b)));

export const poolQuery = (filters: PoolFilters) => listQuery('candidates', '/v1/candidates', toQuery(filters));

/** The address of the file with the people that the filters find. */
export function toExportAddress(filters: PoolFilters): string {
  const params = Object.entries(toQuery(filters)).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((entry) => [name, String(entry)]),
  );
  return `/v1/candidates/export?${new URLSearchParams(params)}`;
}

export const tagsQuery = queryOptions({
  queryKey: ['candidates', 'tags'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/candidates/tags', { signal })),
});

export const viewsQuery = queryOptions({
  queryKey: ['saved-searches'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/saved-searches', { signal })),
});

export type Save = { readonly id: string | null; readonly name: string; readonly filters: PoolFilters };

/** Saves a new search, or replaces the one with the id. */
export function saveView({ id, name, filters }: Save): Promise<SavedSearch> {
  const body = { name, query: toQuery(filters) };
  return id === null
    ? unwrap(api.POST('/v1/saved-searches', { body }))
    : unwrap(api.PUT('/v1/saved-searches/{id}', { params: { path: { id } }, body }));
}

export const removeView = (id: string) => unwrap(api.DELETE('/v1/saved-searches/{id}', { params: { path: { id } } }));
