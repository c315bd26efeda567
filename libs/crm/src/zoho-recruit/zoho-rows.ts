import { type VendorAnswer, VendorError } from '@goen/service-kit';
import { z } from 'zod';
import { type BatchEntry, refusal } from '../push-batch.ts';

const row = z.object({
  code: z.string(),
  status: z.string(),
  details: z.looseObject({ id: z.string().optional(), api_name: z.string().optional() }).default({}),
});
export type ZohoRow = z.infer<typeof row>;
const rows = z.object({ data: z.array(z.union([row, z.array(row)])) });

/**
 * The rows of an answer, one for each that was asked: errors sit inside answers of success, and a change of status
 * answers a list within a list. Throws when they are not as many.
 */
export function rowsOf({ body }: VendorAnswer, what: string, count: number): ZohoRow[] {
  const read = rows.safeParse(body).data?.data.flat();
  if (read?.length !== count) throw new VendorError('answer_unreadable', `${what}: not a row for each`);
  return read;
}

export const isTaken = ({ code, status }: ZohoRow): boolean => status === 'success' || code === 'SUCCESS';

/** A record that is not there: deleted in Zoho by hand. */
export const isUnknownId = ({ code, details }: ZohoRow): boolean =>
  code === 'INVALID_DATA' && (details.api_name === undefined || details.api_name === 'id');

/** Codes that name the candidate's own data: the same row will not do better. */
const ofTheData = new Set(['INVALID_DATA', 'MANDATORY_NOT_FOUND', 'MAX_LENGTH_EXCEEDED', 'INVALID_MODULE']);

/** `hint`: what there is to do about it. */
export function refuseRow(entry: BatchEntry, what: string, { code, details }: ZohoRow, hint = ''): void {
  const field = details.api_name && /^\w{1,60}$/.test(details.api_name) ? ` (${details.api_name})` : '';
  const name = /^\w{1,60}$/.test(code) ? code : 'refused';
  entry.fault ??= refusal(`${what}: ${name}${field}${hint}`, { permanent: ofTheData.has(code) });
}
