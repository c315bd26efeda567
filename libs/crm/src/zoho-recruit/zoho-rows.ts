import { type VendorAnswer, VendorError } from '@goen/service-kit';
import { z } from 'zod';
import { type BatchEntry, toRefusal } from '../push-batch.ts';

const zohoRow = z.object({
  code: z.string(),
  status: z.string(),
  details: z.looseObject({ id: z.string().optional(), api_name: z.string().optional() }).default({}),
});
type ZohoRow = z.infer<typeof zohoRow>;
const zohoRows = z.object({ data: z.array(z.union([zohoRow, z.array(zohoRow)])) });

/**
 * One row per input: Zoho reports errors inside successful responses, and a change of status as a list within a list.
 * Throws when the number of rows differs from `count`.
 */
export function parseRows({ body }: VendorAnswer, what: string, count: number): ZohoRow[] {
  const rows = zohoRows.safeParse(body).data?.data.flat();
  if (rows?.length !== count) throw new VendorError('answer_unreadable', `${what}: expected one row per record`);
  return rows;
}

export const isAccepted = ({ code, status }: ZohoRow): boolean => status === 'success' || code === 'SUCCESS';

/** The record does not exist: somebody deleted it in Zoho. */
export const isUnknownId = ({ code, details }: ZohoRow): boolean =>
  code === 'INVALID_DATA' && (details.api_name === undefined || details.api_name === 'id');

/** Codes that blame the candidate's data: retrying the same row cannot succeed. */
const dataErrorCodes = new Set(['INVALID_DATA', 'MANDATORY_NOT_FOUND', 'MAX_LENGTH_EXCEEDED', 'INVALID_MODULE']);

/** `hint`: what the company can do about it. */
export function refuseRow(entry: BatchEntry, what: string, { code, details }: ZohoRow, hint = ''): void {
  const field = details.api_name && /^\w{1,60}$/.test(details.api_name) ? ` (${details.api_name})` : '';
  const name = /^\w{1,60}$/.test(code) ? code : 'refused';
  entry.failure ??= toRefusal(`${what}: ${name}${field}${hint}`, { permanent: dataErrorCodes.has(code) });
}

/** Refuses the entries whose row Zoho did not accept. */
export function refuseRows(entries: readonly BatchEntry[], what: string, answer: VendorAnswer, hint = ''): void {
  parseRows(answer, what, entries.length).forEach((row, index) => {
    const entry = entries[index];
    if (entry && !isAccepted(row)) refuseRow(entry, what, row, isUnknownId(row) ? '' : hint);
  });
}
