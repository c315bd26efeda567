import { z } from 'zod';
import { failure, type RowAnswer, success, unknownId, written } from './zoho-answers.ts';
import type { Module, ZohoBooks } from './zoho-books.ts';

export const maxRows = 100;

export const upsertRequest = z.object({
  data: z.array(z.record(z.string(), z.unknown())).min(1),
  duplicate_check_fields: z.array(z.string()).default([]),
});
type Row = Readonly<Record<string, unknown>>;

const mandatory: Record<Module, string> = {
  Candidates: 'Last_Name',
  Applications: 'Last_Name',
  Job_Openings: 'Posting_Title',
};
/** The system's own duplicate check, also when no field is named: https://www.zoho.com/recruit/developer-guide/apiv2/upsert-records.html */
const systemCheck: Record<Module, string | null> = { Candidates: 'Email', Applications: null, Job_Openings: null };
const maxLineCharacters = 255;
const longText = new Set(['Skill_Set', 'Additional_Info', 'Comments', 'Description']);

/** Why a row is not taken, or null. */
function faultOf(module: Module, row: Row): RowAnswer | null {
  const required = mandatory[module];
  const value = row[required];
  if (typeof value !== 'string' || value.trim() === '')
    return failure('MANDATORY_NOT_FOUND', 'required field not found', { api_name: required });
  if (row.Email !== undefined && row.Email !== null && !z.email().safeParse(row.Email).success)
    return failure('INVALID_DATA', 'invalid data', { expected_data_type: 'email', api_name: 'Email' });
  for (const [name, cell] of Object.entries(row))
    if (typeof cell === 'string' && cell.length > maxLineCharacters && !longText.has(name))
      return failure('INVALID_DATA', 'invalid data', { maximum_length: maxLineCharacters, api_name: name });
  return null;
}

/** One row of an update: the record is named by its id, and keeps what the row leaves out. */
export function updateRow(books: ZohoBooks, module: Module, row: Row): RowAnswer {
  const { id, Candidate_Status: _status, Application_Status: _applied, ...fields } = row;
  if (typeof id !== 'string') return failure('MANDATORY_NOT_FOUND', 'required field not found', { api_name: 'id' });
  const known = books.find(module, id);
  if (known === undefined) return unknownId(id);
  const fault = faultOf(module, { ...known, ...fields });
  if (fault !== null) return fault;
  const check = systemCheck[module];
  const wanted = check === null ? null : key(fields[check]);
  const other = books
    .records(module)
    .find((one) => one !== known && wanted !== null && key(one[check ?? '']) === wanted);
  if (other) return failure('DUPLICATE_DATA', 'duplicate data', { id: other.id, api_name: check });
  return success('record updated', written(books.update(known, fields)));
}

const key = (value: unknown) => (typeof value === 'string' && value !== '' ? value.toLowerCase() : null);

/** One row of an upsert. Statuses are not changed by it: that has a call of its own. */
export function upsertRow(books: ZohoBooks, module: Module, row: Row, checks: readonly string[]): RowAnswer {
  const fault = faultOf(module, row);
  if (fault !== null) return fault;
  const { id: _id, Candidate_Status: _status, Application_Status: _applied, ...fields } = row;
  const own = systemCheck[module];
  for (const field of new Set([...checks, ...(own === null ? [] : [own])])) {
    const wanted = key(row[field]);
    const known = wanted === null ? undefined : books.records(module).find((one) => key(one[field]) === wanted);
    if (known === undefined) continue;
    const record = books.update(known, fields);
    return { ...success('record updated', written(record)), duplicate_field: field, action: 'update' };
  }
  const record = books.add(module, { Candidate_Status: 'New', ...fields });
  return { ...success('record added', written(record)), duplicate_field: null, action: 'insert' };
}
