import { HttpProblem, storable, validate } from '@goen/service-kit';
import type { Context } from 'hono';
import { z } from 'zod';

/** Where a page ended: the values of its order. Opaque to callers, and stable while rows are added. */
const position = z.tuple([z.iso.datetime(), z.uuid()]);

export const cursorOf = (at: Date, id: string): string =>
  Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');

/** The position of a cursor, or null for the first page; throws `invalid_cursor`. */
export function readCursor(cursor: string | undefined): { at: Date; id: string } | null {
  if (cursor === undefined) return null;
  try {
    const [at, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { at: new Date(at), id };
  } catch {
    throw new HttpProblem('invalid_cursor');
  }
}

/** A cursor that is the number of the last row: of lists that only grow. 0 for the first page; throws `invalid_cursor`. */
export function readSeqCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,15}$/.test(cursor)) throw new HttpProblem('invalid_cursor');
  return Number(cursor);
}

export const readQuery = <T extends z.ZodType>(c: Context, schema: T): z.output<T> =>
  storable(validate(c.req.query(), schema));

/** Cuts the one row read beyond the page, which tells whether there is a next one. */
export function pageOf<Row, View>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => View,
  place: (row: Row) => { at: Date; id: string },
): { items: View[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const end = rows.length > limit && last !== undefined ? place(last) : null;
  return { items: shown.map(view), next: end && cursorOf(end.at, end.id) };
}
