import type { ColumnMap } from '../files/column-map.ts';
import { type Field, fields, headerNames } from '../files/fields.ts';
import { findColumnIndex } from '../files/find-column.ts';
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
  'application_source',
  'skills',
]);

/** The column map of an HRMOS export, recognised by 応募ID, 氏名 and 選考ステータス; null for any other header. */
export function findHrmosColumns(header: readonly string[]): ColumnMap | null {
  const find = (name: string): string | undefined => header[findColumnIndex(header, name)];
  const map: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const standardName = standardColumns[field];
    const names = standardName === undefined ? (addedFields.has(field) ? headerNames[field] : []) : [standardName];
    const column = names.map(find).find((name) => name !== undefined);
    if (column !== undefined) map[field] = column;
  }
  return map.application_id && map.full_name && map.status ? map : null;
}

/** HRMOS has no recruiting API, only an export with known columns. */
export const hrmos = defineFileVendor({
  kind: 'hrmos',
  name: 'HRMOS採用',
  addressRequired: true,
  findPresetColumns: findHrmosColumns,
});
