import type { Em } from '@goen/case-store';
import { inputInstant } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { z } from 'zod';
import { type Condition, joinConditions, type Order } from './former-candidate-filters.ts';

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

type Search = {
  readonly groups: readonly Condition[];
  readonly order: Order;
  readonly filters: readonly Condition[];
};

/** The next rows after a place, group by group, until there are `limit`. Erased people are not in the pool. */
export async function findFormerCandidates(
  em: Em,
  { groups, order, filters }: Search,
  after: Place | null,
  limit: number,
): Promise<FoundRow[]> {
  const found: FoundRow[] = [];
  const direction = order === 'newest_first' ? 'desc' : 'asc';
  const isAfter = order === 'newest_first' ? '<' : '>';
  for (let group = after?.group ?? 0; group < groups.length && found.length < limit; group += 1) {
    const starts: Condition[] =
      after?.group === group ? [[`(last_rejected_at, id) ${isAfter} (?, ?)`, after.at, after.id]] : [];
    const where = joinConditions([
      ['erased_at is null'],
      ['not result_only'],
      ...filters,
      groups[group] ?? ['true'],
      ...starts,
    ]);
    const rows = await em.execute<{ id: string; at: Date | string }[]>(
      `select id, last_rejected_at as at from pool.own_candidate where ${where.sql}
       order by last_rejected_at ${direction}, id ${direction} limit ?`,
      [...where.values, limit - found.length],
    );
    found.push(...rows.map(({ id, at }) => ({ group, id, at: new Date(at) })));
  }
  return found;
}
