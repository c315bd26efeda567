import type { Em } from '@goen/case-store';
import { inputInstant } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { z } from 'zod';
import { type Condition, type Filters, joinConditions, type Order } from './former-candidate-filters.ts';

/** Where a list goes on: the group of the sort, and the last row in it. */
export type Place = { readonly group: number; readonly at: Date; readonly id: string };
export type FoundRow = Place;

const place = z.tuple([z.number().int().min(0), inputInstant, z.uuid()]);

export const toCursor = ({ group, at, id }: Place): string =>
  Buffer.from(JSON.stringify([group, at.toISOString(), id])).toString('base64url');

/** Null for the first page; throws `invalid_cursor`. */
export function readPlace(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  try {
    const [group, at, id] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { group, at: new Date(at), id };
  } catch {
    throw new HttpProblem('invalid_cursor');
  }
}

export type Search = {
  readonly groups: readonly Condition[];
  readonly order: Order;
  readonly filters: Filters;
};

/** Erased people, those kept for their result only, and registrations that nobody confirmed are not in the pool. */
const inPool: readonly Condition[] = [
  ['erased_at is null'],
  ['not result_only'],
  [`id not in (select candidate_id from registration where state = 'unconfirmed')`],
];

/**
 * The next rows after a place, in one statement. The walk reads one group after the other, each in the order of an index
 * and from the index alone, as far as the page needs it; the people with a tag are read once for all groups.
 */
export async function findFormerCandidates(
  em: Em,
  { groups, order, filters }: Search,
  after: Place | null,
  limit: number,
): Promise<FoundRow[]> {
  const direction = order === 'newest_first' ? 'desc' : 'asc';
  const walks = groups.flatMap((condition, group) => {
    if (after !== null && group < after.group) return [];
    const start = after?.group === group ? [toStart(order, after)] : [];
    const { sql, values } = joinConditions([...inPool, condition, ...filters.columns, ...start]);
    return [
      {
        sql: `(select ${group} as "group", id, last_rejected_at as at, prefecture_id from pool.own_candidate where ${sql}
          order by last_rejected_at ${direction}, id ${direction})`,
        values,
      },
    ];
  });
  const where = joinConditions([['true'], ...filters.tags]);
  const rows = await em.execute<{ group: number; id: string; at: Date | string }[]>(
    `with walk as materialized (${walks.map(({ sql }) => sql).join(' union all ')})
     select "group", id, at from walk where ${where.sql} limit ?`,
    [...walks.flatMap(({ values }) => values), ...where.values, limit],
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

const toStart = (order: Order, { at, id }: Place): Condition => [
  `(last_rejected_at, id) ${order === 'newest_first' ? '<' : '>'} (?, ?)`,
  at,
  id,
];
