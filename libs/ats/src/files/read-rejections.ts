import type { RejectionReport } from '@goen/contracts/public';
import { type CellErrorCode, type Cells, type ReportSettings, reportOf } from './build-report.ts';
import { storedText } from './cell-text.ts';
import { type ColumnMap, type ColumnProblem, findColumnProblems } from './column-map.ts';
import type { Field } from './fields.ts';
import { defaultRejectionStatuses, isRejection } from './rejection-statuses.ts';
import type { Table, TableRow } from './table.ts';

export type RowError = {
  /** Name of the column; of the field where the file has no such column; null when the row as a whole is wrong. */
  readonly column: string | null;
  readonly code: CellErrorCode | 'too_many_cells';
  readonly detail: string;
};

/**
 * What one row is. `row`: as a spreadsheet shows it; `cells`: as they stand in it. `dated`: false when the row has no date
 * of rejection.
 */
export type RowResult =
  | {
      readonly row: number;
      readonly kind: 'rejection';
      readonly cells: readonly string[];
      readonly report: RejectionReport;
      readonly dated: boolean;
    }
  | { readonly row: number; readonly kind: 'not_a_rejection'; readonly status: string }
  | {
      readonly row: number;
      readonly kind: 'refused';
      readonly cells: readonly string[];
      readonly errors: readonly RowError[];
    };

export type Reading = ReportSettings & {
  readonly columns: ColumnMap;
  /** The company's list; the default one when absent. */
  readonly rejectionStatuses?: readonly string[];
};

function readRow(
  { row, cells }: TableRow,
  width: number,
  places: ReadonlyMap<Field, number>,
  list: ReadonlySet<string>,
  reading: Reading,
): RowResult {
  if (cells.slice(width).some((cell) => cell.trim() !== '')) {
    const detail = `the row has more cells than the header has names (${width})`;
    return { row, kind: 'refused', cells, errors: [{ column: null, code: 'too_many_cells', detail }] };
  }
  const named: Cells = Object.fromEntries([...places].map(([field, at]) => [field, cells[at] ?? '']));
  const status = named.status ?? '';
  if (!isRejection(status, list)) return { row, kind: 'not_a_rejection', status: storedText(status) };
  const read = reportOf(named, reading);
  if ('report' in read) return { row, kind: 'rejection', cells, ...read };
  const errors = read.errors.map(({ field, code, detail }) => ({
    column: field === null ? null : (reading.columns[field] ?? field),
    code,
    detail,
  }));
  return { row, kind: 'refused', cells, errors };
}

/** One result for each row of the table, in order, streamed; or why the column map does not fit the file. */
export function readRejections(
  table: Table,
  reading: Reading,
):
  | { readonly kind: 'rows'; readonly results: AsyncIterable<RowResult> }
  | { readonly kind: 'refused'; readonly problems: readonly ColumnProblem[] } {
  const problems = findColumnProblems(reading.columns, table.header);
  if (problems.length > 0) return { kind: 'refused', problems };
  const places = new Map(
    (Object.entries(reading.columns) as [Field, string][]).map(([field, column]) => [
      field,
      table.header.indexOf(column),
    ]),
  );
  const list = new Set((reading.rejectionStatuses ?? defaultRejectionStatuses).map((status) => status.trim()));
  async function* results(): AsyncGenerator<RowResult> {
    for await (const row of table.rows()) yield readRow(row, table.header.length, places, list, reading);
  }
  return { kind: 'rows', results: results() };
}
