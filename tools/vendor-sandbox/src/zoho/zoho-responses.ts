import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** The outcome of one row. Zoho reports row errors inside a successful response. */
export type RowResult = {
  code: string;
  details: Record<string, unknown>;
  message: string;
  status: 'success' | 'error';
  duplicate_field?: string | null;
  action?: 'insert' | 'update';
};

const user = { name: '採用 担当', id: '486812000000216003' };

export const createSuccess = (message: string, details: Record<string, unknown>): RowResult => ({
  code: 'SUCCESS',
  details,
  message,
  status: 'success',
});

export const createFailure = (code: string, message: string, details: Record<string, unknown> = {}): RowResult => ({
  code,
  details,
  message,
  status: 'error',
});

export const createUnknownIdFailure = (id: string) =>
  createFailure('INVALID_DATA', 'the id given seems to be invalid', { id });

/** The details that Zoho returns for a written record. */
export const toWriteDetails = (record: { id: string; Created_Time: string; Modified_Time: string }) => ({
  Modified_Time: record.Modified_Time,
  Modified_By: user,
  Created_Time: record.Created_Time,
  id: record.id,
  Created_By: user,
});

/** Refuses the whole request. */
export const sendZohoError = (c: Context, status: ContentfulStatusCode, code: string, message: string, details = {}) =>
  c.json(createFailure(code, message, details), status);

export const sendInvalidToken = (c: Context) => sendZohoError(c, 401, 'INVALID_TOKEN', 'invalid oauth token');

/** Sends row results. 207 when only some rows failed, 200 even when all did, otherwise `successStatus`. */
export function sendRows(c: Context, rows: readonly RowResult[], successStatus: ContentfulStatusCode = 200) {
  const failed = rows.filter((row) => row.status === 'error').length;
  if (failed === 0) return c.json({ data: rows }, successStatus);
  return c.json({ data: rows }, failed < rows.length ? 207 : 200);
}
