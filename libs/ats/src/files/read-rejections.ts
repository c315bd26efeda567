import type { RejectionReport } from '@goen/contracts/public';
import { buildReport, type CellErrorCode, type Cells, type ReportSettings } from './build-report.ts';
import { readGuardedText, toStoredText } from './cell-text.ts';
import { type ColumnMap, type ColumnProblem, findColumnProblems } from './column-map.ts';
import type { Field } from './fields.ts';
import { findColumnIndex } from './find-column.ts';
import { dateRow, findOtherDates, type Indexes } from './other-dates.ts';
import { defaultOfferStatuses, type FileOffer, readOffer } from './read-offer.ts';
import { defaultEndedStatuses, type RowSelection, readSelection } from './read-selection.ts';
import { defaultRejectionStatuses, isRejectionStatus, toStatusKeys } from './rejection-statuses.ts';
import type { Table } from './table.ts';
import type { TableRow } from './table-rows.ts';

type RowError = {
  /** The name of the column; the field when the file has no such column; null when the whole row is at fault. */
  readonly column: string | null;
  readonly code: CellErrorCode | 'too_many_cells' | 'too_few_cells' | 'hidden_row' | 'formula_without_value';
  readonly detail: string;
};

/** What the status of a row says, by the lists of the company; an offer that was declined is none. */
type StatusMeaning = 'rejection' | 'offer' | 'other';

/**
 * `row`: the row number a spreadsheet shows. `status`: as exported; null when the row is too long or too short to know it.
 * `cells`: as exported. `dated`: whether the row has a rejection date.
 */
export type RowResult =
  | {
      readonly row: number;
      readonly kind: 'rejection';
      readonly status: string;
      readonly meaning: 'rejection';
      readonly cells: readonly string[];
      readonly report: RejectionReport;
      readonly dated: boolean;
    }
  | {
      readonly row: number;
      readonly kind: 'not_a_rejection';
      readonly status: string;
      readonly meaning: StatusMeaning;
      /** Null: the status is about no offer. */
      readonly offer: FileOffer | null;
      /** Null: it is not known of which application. */
      readonly selection: RowSelection | null;
    }
  | {
      readonly row: number;
      readonly kind: 'refused';
      readonly status: string | null;
      readonly meaning: StatusMeaning;
      /** Of a row that is hidden or lacks cells: an offer counts, so that its person gets no rejection mail. */
      readonly offer: FileOffer | null;
      readonly cells: readonly string[];
      readonly errors: readonly RowError[];
    };

export type ReadSettings = ReportSettings & {
  readonly columns: ColumnMap;
  /** Whether a file without a column of mail addresses is refused (HRMOS). */
  readonly addressRequired: boolean;
  /** The company's list; the default list when absent. */
  readonly rejectionStatuses?: readonly string[];
  /** The statuses that mean an offer or a post; the default list when absent. */
  readonly offerStatuses?: readonly string[];
  /** The statuses of applications that are in selection no more; the default list when absent. */
  readonly endedStatuses?: readonly string[];
};

type Refused = { readonly kind: 'refused'; readonly problems: readonly ColumnProblem[] };

/**
 * One result per row of the table after `afterRow`, streamed in order; or why the column map does not fit the file.
 */
export function readRejections(
  table: Table,
  settings: ReadSettings,
  afterRow = 0,
): { readonly kind: 'rows'; readonly results: AsyncIterable<RowResult> } | Refused {
  const context = createContext(table, settings);
  return 'problems' in context ? context : { kind: 'rows', results: readRows(table, context, readRow, afterRow) };
}

/** The offers of the table and their ends, streamed in order. Builds no reports: most rows have no offer. */
export function readOffers(
  table: Table,
  settings: ReadSettings,
): { readonly kind: 'offers'; readonly offers: AsyncIterable<FileOffer> } | Refused {
  const context = createContext(table, settings);
  return 'problems' in context
    ? context
    : { kind: 'offers', offers: pickOffers(readRows(table, context, classifyRow)) };
}

async function* pickOffers(rows: AsyncIterable<ClassifiedRow>): AsyncGenerator<FileOffer> {
  for await (const row of rows) if (row.kind !== 'reported' && row.offer !== null) yield row.offer;
}

async function* readRows<T>(
  table: Table,
  context: Omit<RowContext, 'isFirst'>,
  read: (row: TableRow, context: RowContext) => T,
  afterRow = 0,
): AsyncGenerator<T> {
  let isFirst = true;
  for await (const row of table.rows()) {
    if (row.row > afterRow) yield read(row, { ...context, isFirst });
    isFirst = false;
  }
}

function createContext(table: Table, settings: ReadSettings): Omit<RowContext, 'isFirst'> | Refused {
  const {
    columns,
    addressRequired,
    rejectionStatuses = defaultRejectionStatuses,
    offerStatuses = defaultOfferStatuses,
    endedStatuses = defaultEndedStatuses,
  } = settings;
  const problems = findColumnProblems(columns, table.header, addressRequired);
  if (problems.length > 0) return { kind: 'refused', problems };
  const indexes = (Object.entries(columns) as [Field, string][]).map(
    ([field, column]) => [field, findColumnIndex(table.header, column)] as const,
  );
  return {
    settings,
    header: table.header,
    width: table.header.length,
    namedWidth: table.header.findLastIndex((name) => name !== '') + 1,
    requiredWidth: table.format.type === 'text' ? Math.max(...indexes.map(([, index]) => index)) + 1 : 0,
    indexes,
    otherDates: findOtherDates(table.header, columns, indexes),
    rejectionKeys: toStatusKeys(rejectionStatuses),
    offerKeys: toStatusKeys(offerStatuses),
    endedKeys: toStatusKeys(endedStatuses),
  };
}

type RowContext = {
  /** Of the rows below the header. A file of one row often has no line end. */
  readonly isFirst: boolean;
  readonly settings: ReadSettings;
  readonly header: readonly string[];
  /** How many columns the header has. */
  readonly width: number;
  /** How many it has up to the last one with a name. */
  readonly namedWidth: number;
  /** How many cells hold all mapped columns. A workbook omits empty cells at the end of a row: 0. */
  readonly requiredWidth: number;
  readonly indexes: Indexes;
  /** Columns that date a row whose own date is empty. */
  readonly otherDates: readonly number[];
  readonly rejectionKeys: ReadonlySet<string>;
  readonly offerKeys: ReadonlySet<string>;
  readonly endedKeys: ReadonlySet<string>;
};

/** A row that does not fit the header: its cells may stand under the wrong columns, or it was cut. */
function findShapeError(tableRow: TableRow, context: RowContext): RowError | null {
  const { cells, isUnfinished } = tableRow;
  const { width, namedWidth, requiredWidth } = context;
  if (cells.slice(width).some((cell) => cell.trim() !== '')) {
    const detail = `the row has more cells than the header has columns (${width})`;
    return { column: null, code: 'too_many_cells', detail };
  }
  if (cells.length >= (isUnfinished ? namedWidth : requiredWidth)) return findCutCell(tableRow, context);
  const detail = isUnfinished
    ? `the file ends inside this row, after ${cells.length} of ${namedWidth} cells`
    : `the row has only ${cells.length} of ${namedWidth} cells`;
  return { column: null, code: 'too_few_cells', detail };
}

/** What still reads well when its end is missing: A-1 of A-12, a@example.co of a@example.com, 2026/4/1 of 2026/4/15. */
const cuttable: ReadonlySet<Field> = new Set<Field>([
  'application_id',
  'candidate_id',
  'job_id',
  'emails',
  'rejected_at',
  'applied_at',
  'status',
]);

/** The last cell of a file that may end inside it. */
function findCutCell({ cells, endsOpen }: TableRow, context: RowContext): RowError | null {
  const { header, indexes, otherDates, isFirst } = context;
  const last = cells.length - 1;
  if (!endsOpen || isFirst || cells[last]?.trim() === '') return null;
  const isCuttable = indexes.some(([field, index]) => index === last && cuttable.has(field));
  if (!isCuttable && !otherDates.includes(last)) return null;
  const detail = 'the file ends in this cell, without a line end: the cell may have been cut';
  return { column: header[last] ?? null, code: 'too_few_cells', detail };
}

/** `reported`: a rejection whose report is not built yet. */
type ClassifiedRow =
  | Extract<RowResult, { readonly kind: 'refused' }>
  | (Omit<Extract<RowResult, { readonly kind: 'not_a_rejection' }>, 'selection'> & { readonly fields: Cells })
  | { readonly kind: 'reported'; readonly status: string; readonly fields: Cells; readonly dated: Indexes };

function classifyRow(tableRow: TableRow, context: RowContext): ClassifiedRow {
  const { row, cells } = tableRow;
  const { settings, indexes, rejectionKeys, offerKeys } = context;
  const shapeError = findShapeError(tableRow, context);
  if (shapeError !== null) {
    const offer = shapeError.code === 'too_few_cells' ? readOfferOfShortRow(tableRow, context) : null;
    return { row, kind: 'refused', status: null, meaning: 'other', offer, cells, errors: [shapeError] };
  }
  const dated = dateRow(cells, indexes, context.otherDates);
  const fields = readFields(cells, dated);
  const status = toStoredText(fields.status ?? '');
  const isRejection = isRejectionStatus(status, rejectionKeys);
  const offer = isRejection ? null : readOffer(status, fields, offerKeys);
  const held = offer?.held ? offer : null;
  const meaning = isRejection ? 'rejection' : held === null ? 'other' : 'offer';
  const errors = findSheetErrors(tableRow, indexes, settings.columns);
  if (errors.length > 0) return { row, kind: 'refused', status, meaning, offer: held, cells, errors };
  if (!isRejection) return { row, kind: 'not_a_rejection', status, meaning, offer, fields };
  return { kind: 'reported', status, fields, dated };
}

function readRow(tableRow: TableRow, context: RowContext): RowResult {
  const read = classifyRow(tableRow, context);
  if (read.kind === 'refused') return read;
  if (read.kind === 'not_a_rejection') {
    const { fields: cellsByField, ...result } = read;
    return { ...result, selection: readSelection(read.status, cellsByField, read.offer, context.endedKeys) };
  }
  const { row, cells } = tableRow;
  const { status, fields, dated } = read;
  const built = buildReport(fields, context.settings);
  if ('report' in built) return { row, kind: 'rejection', status, meaning: 'rejection', cells, ...built };
  const errors = built.errors.map(({ field, code, detail }) => {
    return { column: field === null ? null : nameColumn(field, dated, context), code, detail };
  });
  return { row, kind: 'refused', status, meaning: 'rejection', offer: null, cells, errors };
}

function nameColumn(field: Field, dated: Indexes, { header, indexes, settings: { columns } }: RowContext): string {
  const index = dated.find(([name]) => name === field)?.[1] ?? -1;
  const isOther = indexes.every(([, own]) => own !== index);
  return (isOther ? header[index] : columns[field]) ?? field;
}

const readFields = (cells: readonly string[], indexes: Indexes): Cells =>
  Object.fromEntries(indexes.map(([field, index]) => [field, readGuardedText(cells[index] ?? '')]));

/**
 * The last cell of an unfinished row may be cut: 内定 could have been 内定辞退. It counts as what it says: a mail that was
 * held back can be made good, one to somebody with an offer cannot.
 */
function readOfferOfShortRow({ cells }: TableRow, { indexes, offerKeys }: RowContext): FileOffer | null {
  const byField = readFields(cells, indexes);
  const offer = readOffer(toStoredText(byField.status ?? ''), byField, offerKeys);
  return offer?.held ? offer : null;
}

/** What a workbook does not show or does not hold: a late mail can be made good, a sent one cannot. */
function findSheetErrors({ isHidden, uncalculated = [] }: TableRow, indexes: Indexes, columns: ColumnMap): RowError[] {
  if (isHidden) {
    const detail = 'the sheet hides the row: show it and import it again if it is meant';
    return [{ column: null, code: 'hidden_row', detail }];
  }
  return indexes
    .filter(([, index]) => uncalculated.includes(index))
    .map(([field]) => ({
      column: columns[field] ?? field,
      code: 'formula_without_value',
      detail: 'the workbook holds no result of this formula: open it in Excel and save it',
    }));
}
