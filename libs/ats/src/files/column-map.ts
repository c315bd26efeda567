import { z } from 'zod';
import { type Field, fields, headerNames } from './fields.ts';

/** Which column (by its name in the header) holds which field. A company saves one for its exports. */
export const columnMap = z.partialRecord(z.enum(fields), z.string().trim().min(1).max(200));
export type ColumnMap = Readonly<z.infer<typeof columnMap>>;

export type ColumnProblem = {
  readonly field: Field;
  readonly column: string | null;
  readonly code: 'column_required' | 'column_missing' | 'column_twice';
};

/** Columns without which no row can be read: what names the application, and what says that it was rejected. */
const required = ['application_id', 'status'] as const;

/** What keeps `map` from fitting the header; empty when it fits. */
export function findColumnProblems(map: ColumnMap, header: readonly string[]): ColumnProblem[] {
  const problems: ColumnProblem[] = [];
  for (const field of required)
    if (map[field] === undefined) problems.push({ field, column: null, code: 'column_required' });
  for (const field of fields) {
    const column = map[field];
    if (column === undefined) continue;
    const count = header.filter((name) => name === column).length;
    if (count !== 1) problems.push({ field, column, code: count === 0 ? 'column_missing' : 'column_twice' });
  }
  return problems;
}

/** The columns HRMOS has in every export of applications. */
const hrmosColumns = {
  application_id: '応募ID',
  full_name: '氏名',
  status: '選考ステータス',
  applied_at: '応募日',
  job_id: '求人ID',
  job_name: '求人名',
} as const satisfies ColumnMap;

/** Columns a company adds to the export of HRMOS; each is taken when it is there, by any of its usual names. */
const hrmosAdded = ['emails', 'rejected_at', 'phones', 'prefecture', 'stage', 'skills'] as const;

/** The map of an HRMOS export, or null when the header is none of HRMOS: 応募ID, 氏名 and 選考ステータス tell it. */
export function hrmosMap(header: readonly string[]): ColumnMap | null {
  const has = (name: string) => header.includes(name);
  if (![hrmosColumns.application_id, hrmosColumns.full_name, hrmosColumns.status].every(has)) return null;
  const map: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const known = field in hrmosColumns ? hrmosColumns[field as keyof typeof hrmosColumns] : undefined;
    const added = hrmosAdded.find((one) => one === field);
    const column = known ?? (added === undefined ? undefined : headerNames[added].find(has));
    if (column !== undefined && has(column)) map[field] = column;
  }
  return map;
}
