import type { ColumnMap } from '../files/column-map.ts';
import { type Field, fields, headerNames } from '../files/fields.ts';
import { defineFileVendor } from './file-vendor.ts';

/** Columns in every HRMOS export of applications. */
const standardColumns: ColumnMap = {
  application_id: '応募ID',
  full_name: '氏名',
  status: '選考ステータス',
  applied_at: '応募日',
  job_id: '求人ID',
  job_name: '求人名',
};

/** Fields whose columns companies add to the export, under any of their usual names. */
const addedFields: ReadonlySet<Field> = new Set<Field>([
  'emails',
  'rejected_at',
  'phones',
  'prefecture',
  'stage',
  'skills',
]);

/** The column map of an HRMOS export, recognised by 応募ID, 氏名 and 選考ステータス; null for any other header. */
export function findHrmosColumns(header: readonly string[]): ColumnMap | null {
  const has = (name: string | undefined): name is string => name !== undefined && header.includes(name);
  const { application_id: applicationId, full_name: fullName, status } = standardColumns;
  if (![applicationId, fullName, status].every(has)) return null;
  const map: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const column = standardColumns[field] ?? (addedFields.has(field) ? headerNames[field].find(has) : undefined);
    if (has(column)) map[field] = column;
  }
  return map;
}

/** HRMOS has no recruiting API, only an export with known columns. */
export const hrmos = defineFileVendor({
  kind: 'hrmos',
  name: 'HRMOS採用',
  addressRequired: true,
  findPresetColumns: findHrmosColumns,
});
