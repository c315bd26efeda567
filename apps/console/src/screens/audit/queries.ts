import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery, withoutUndefined } from '../../api/pages.ts';
import { addDays } from '../../i18n/dates.ts';

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const text = () => z.catch(z.optional(z.string()), undefined);

export const auditSearch = z.object({
  actor: text(),
  /** The noun of an action: all that was done to things of this kind. */
  about: text(),
  /** Of one thing, as links from other screens name it. */
  subject: text(),
  from: z.catch(z.optional(day), undefined),
  to: z.catch(z.optional(day), undefined),
});
export type AuditSearch = z.infer<typeof auditSearch>;

const startOfDay = (date: string) => `${date}T00:00:00+09:00`;

/** As the API names the filters; the last day counts as a whole. */
const toFilters = ({ actor, about, subject, from, to }: AuditSearch) => ({
  actor,
  action: about,
  subject_id: subject,
  from: from && startOfDay(from),
  to: to && startOfDay(addDays(to, 1)),
});

export const auditQuery = (search: AuditSearch) => listQuery('audit', '/v1/audit-events', toFilters(search));

/** Where the file with the same events is. */
export function toExportUrl(search: AuditSearch, as: 'csv' | 'ndjson'): string {
  const query = new URLSearchParams({ as, ...withoutUndefined(toFilters(search)) });
  return `/v1/audit-events/export?${query.toString()}`;
}

const maxActors = 200;

/** Members and keys, as those who may have done something. */
export const actorsQuery = queryOptions({
  queryKey: ['members', 'actors'],
  queryFn: async ({ signal }) => {
    const query = { limit: maxActors };
    const [current, removed, keys] = await Promise.all([
      unwrap(api.GET('/v1/members', { params: { query }, signal })),
      unwrap(api.GET('/v1/members', { params: { query: { ...query, state: 'removed' } }, signal })),
      unwrap(api.GET('/v1/api-keys', { params: { query }, signal })),
    ]);
    return {
      members: [...current.items, ...removed.items].map(({ id, name }) => ({ value: `member:${id}`, label: name })),
      keys: keys.items.map(({ id, name, prefix }) => ({ value: `key:${id}`, label: `${name}（${prefix}…）` })),
    };
  },
});
