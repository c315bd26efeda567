import { inputInstant } from '@goen/contracts/public';
import { z } from 'zod';
import { HttpProblem } from './problem.ts';

/** The last row of a page by its order, a time and an id: stable while rows are added, opaque to callers. */
export type KeysetPosition = { readonly at: Date; readonly id: string };
export type Page<Item> = { readonly items: Item[]; readonly next: string | null };

const position = z.tuple([inputInstant, z.uuid()]);

const toCursor = ({ at, id }: KeysetPosition): string =>
  Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');

/** The position of a cursor, null for the first page; throws `invalid_cursor`. */
export function readCursor(cursor: string | undefined): KeysetPosition | null {
  if (cursor === undefined) return null;
  try {
    const [at, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { at: new Date(at), id };
  } catch {
    throw new HttpProblem('invalid_cursor');
  }
}

/** The sequence number of a cursor, 0 for the first page; throws `invalid_cursor`. For lists that only grow. */
export function readSeqCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,15}$/.test(cursor)) throw new HttpProblem('invalid_cursor');
  return Number(cursor);
}

/**
 * The condition of a list ordered by a time and the id, newest first, on the rows after a position. Its first part lets
 * an index start there.
 */
export const isAfter = (property: string, after: KeysetPosition | null) =>
  after === null
    ? {}
    : {
        [property]: { $lte: after.at },
        $or: [{ [property]: { $lt: after.at } }, { id: { $lt: after.id } }],
      };

/** A page of rows that were read with one more than `limit`: that one tells whether there is a next page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
  locate: (row: Row) => KeysetPosition,
): Page<Item> {
  const { shown, last } = cut(rows, limit);
  return { items: shown.map(view), next: last === undefined ? null : toCursor(locate(last)) };
}

/** The same for a list ordered by sequence numbers. */
export function toSeqPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
  readSeq: (row: Row) => number | string,
): Page<Item> {
  const { shown, last } = cut(rows, limit);
  return { items: shown.map(view), next: last === undefined ? null : String(readSeq(last)) };
}

/** `last`: where the next page goes on; undefined when there is none. */
function cut<Row>(rows: readonly Row[], limit: number): { shown: Row[]; last: Row | undefined } {
  const shown = rows.slice(0, limit);
  return { shown, last: rows.length > limit ? shown.at(-1) : undefined };
}
