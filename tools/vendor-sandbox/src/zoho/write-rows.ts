import { z } from 'zod';
import {
  createFailure,
  createSuccess,
  createUnknownIdFailure,
  type RowResult,
  toWriteDetails,
} from './zoho-responses.ts';
import type { Module, ZohoStore } from './zoho-store.ts';

export const maxRows = 100;

export const rowsRequest = z.object({
  data: z.array(z.record(z.string(), z.unknown())).min(1),
  duplicate_check_fields: z.array(z.string()).default([]),
});
type Row = Readonly<Record<string, unknown>>;

const mandatoryField: Record<Module, string> = {
  Candidates: 'Last_Name',
  Applications: 'Last_Name',
  Job_Openings: 'Posting_Title',
};
/** Zoho always checks this field for duplicates: https://www.zoho.com/recruit/developer-guide/apiv2/upsert-records.html */
const systemCheckField: Record<Module, string | null> = { Candidates: 'Email', Applications: null, Job_Openings: null };
const maxLineCharacters = 255;
const longTextFields = new Set(['Skill_Set', 'Additional_Info', 'Comments', 'Description']);

/** Updates the record that the row names by id; fields that the row leaves out stay. */
export function updateRow(store: ZohoStore, module: Module, row: Row): RowResult {
  const { id, Candidate_Status: _status, Application_Status: _applied, ...fields } = row;
  if (typeof id !== 'string')
    return createFailure('MANDATORY_NOT_FOUND', 'required field not found', { api_name: 'id' });
  const known = store.find(module, id);
  if (known === undefined) return createUnknownIdFailure(id);
  const failure = findRowFailure(module, { ...known, ...fields });
  if (failure !== null) return failure;
  const checkField = systemCheckField[module];
  const key = checkField === null ? null : toDuplicateKey(fields[checkField]);
  const duplicate = store
    .records(module)
    .find((record) => record !== known && key !== null && toDuplicateKey(record[checkField ?? '']) === key);
  if (duplicate) return createFailure('DUPLICATE_DATA', 'duplicate data', { id: duplicate.id, api_name: checkField });
  return createSuccess('record updated', toWriteDetails(store.update(known, fields)));
}

/** Upserts a row by the first check field that matches. Statuses stay: they have their own endpoint. */
export function upsertRow(store: ZohoStore, module: Module, row: Row, checkFields: readonly string[]): RowResult {
  const failure = findRowFailure(module, row);
  if (failure !== null) return failure;
  const { id: _id, Candidate_Status: _status, Application_Status: _applied, ...fields } = row;
  const systemField = systemCheckField[module];
  for (const field of new Set([...checkFields, ...(systemField === null ? [] : [systemField])])) {
    const key = toDuplicateKey(row[field]);
    if (key === null) continue;
    const known = store.records(module).find((record) => toDuplicateKey(record[field]) === key);
    if (known === undefined) continue;
    const record = store.update(known, fields);
    return { ...createSuccess('record updated', toWriteDetails(record)), duplicate_field: field, action: 'update' };
  }
  const record = store.add(module, { Candidate_Status: 'New', ...fields });
  return { ...createSuccess('record added', toWriteDetails(record)), duplicate_field: null, action: 'insert' };
}

/** Why a row is invalid, or null. */
function findRowFailure(module: Module, row: Row): RowResult | null {
  const required = mandatoryField[module];
  const requiredValue = row[required];
  if (typeof requiredValue !== 'string' || requiredValue.trim() === '')
    return createFailure('MANDATORY_NOT_FOUND', 'required field not found', { api_name: required });
  if (row.Email !== undefined && row.Email !== null && !z.email().safeParse(row.Email).success)
    return createFailure('INVALID_DATA', 'invalid data', { expected_data_type: 'email', api_name: 'Email' });
  for (const [name, value] of Object.entries(row))
    if (typeof value === 'string' && value.length > maxLineCharacters && !longTextFields.has(name))
      return createFailure('INVALID_DATA', 'invalid data', { maximum_length: maxLineCharacters, api_name: name });
  return null;
}

const toDuplicateKey = (value: unknown) => (typeof value === 'string' && value !== '' ? value.toLowerCase() : null);
