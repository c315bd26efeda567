import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { tokyoTime } from '../shared/tokyo-time.ts';

/** One row's outcome: Zoho tells errors of rows inside an answer of success. */
export type RowAnswer = {
  code: string;
  details: Record<string, unknown>;
  message: string;
  status: 'success' | 'error';
  duplicate_field?: string | null;
  action?: 'insert' | 'update';
};

const user = { name: '採用 担当', id: '486812000000216003' };
export const stamp = (instant: string) => tokyoTime(instant);

export const success = (message: string, details: Record<string, unknown>): RowAnswer => ({
  code: 'SUCCESS',
  details,
  message,
  status: 'success',
});

export const failure = (code: string, message: string, details: Record<string, unknown> = {}): RowAnswer => ({
  code,
  details,
  message,
  status: 'error',
});

export const unknownId = (id: string) => failure('INVALID_DATA', 'the id given seems to be invalid', { id });

/** What Zoho tells of a written record. */
export const written = (record: { id: string; Created_Time: string; Modified_Time: string }) => ({
  Modified_Time: record.Modified_Time,
  Modified_By: user,
  Created_Time: record.Created_Time,
  id: record.id,
  Created_By: user,
});

/** A refusal of the whole request. */
export const refuse = (c: Context, status: ContentfulStatusCode, code: string, message: string, details = {}) =>
  c.json(failure(code, message, details), status);

export const invalidToken = (c: Context) => refuse(c, 401, 'INVALID_TOKEN', 'invalid oauth token');

/** Rows are answered 200, and 207 when some were taken and some were not. */
export function answerRows(c: Context, rows: readonly RowAnswer[], taken: ContentfulStatusCode = 200) {
  const refused = rows.filter((row) => row.status === 'error').length;
  if (refused === 0) return c.json({ data: rows }, taken);
  return c.json({ data: rows }, refused < rows.length ? 207 : 200);
}
