import { type FieldError, maxSourceLength, parseRejectionReport, type RejectionReport } from '@goen/contracts/public';
import { toName, toValue } from '@goen/contracts/text';
import { assertStorable, HttpProblem, splitAddresses } from '@goen/service-kit';
import { toStageKind } from '../stage-kind.ts';
import { splitValues, toIdText, toStoredText } from './cell-text.ts';
import type { Field } from './fields.ts';
import { type DateErrorCode, readDate } from './read-date.ts';
import { splitName } from './split-name.ts';

export type CellErrorCode =
  | DateErrorCode
  | 'required'
  | 'broken_character'
  | 'rounded_id'
  | 'not_valid'
  | 'name_missing';
type CellError = { readonly field: Field | null; readonly code: CellErrorCode; readonly detail: string };

/** The cells of one row by field; a field without a column is absent. */
export type Cells = Readonly<Partial<Record<Field, string>>>;

export type ReportSettings = {
  /** `ats` and the connection that key the rows. */
  readonly source: RejectionReport['source'];
  /** RFC 3339: the rejection date of rows that have none. */
  readonly readAt: string;
};

const dateErrors: Readonly<Record<DateErrorCode, string>> = {
  two_digit_year: 'the year has only two digits',
  no_such_date: 'no such date in the calendar',
  unknown_date: 'not a known date format',
};

/** Paths in the report and the field each comes from, to name the column of a validation error. */
const fieldsByPath: readonly (readonly [string, Field])[] = [
  ['application.remote_id', 'application_id'],
  ['application.rejected_at', 'rejected_at'],
  ['application.applied_at', 'applied_at'],
  ['application.current_stage', 'stage'],
  ['application.source', 'application_source'],
  ['candidate.remote_id', 'candidate_id'],
  ['candidate.family_name_kana', 'family_name_kana'],
  ['candidate.given_name_kana', 'given_name_kana'],
  ['candidate.family_name', 'family_name'],
  ['candidate.given_name', 'given_name'],
  ['candidate.full_name', 'full_name'],
  ['candidate.emails', 'emails'],
  ['candidate.phones', 'phones'],
  ['candidate.prefecture', 'prefecture'],
  ['candidate.tags', 'skills'],
  ['job.remote_id', 'job_id'],
  ['job.name', 'job_name'],
  ['job.category', 'job_category'],
];

const findField = (path: readonly PropertyKey[]): Field | null =>
  fieldsByPath.find(([prefix]) => path.map(String).join('.').startsWith(prefix))?.[1] ?? null;

function readDateCell(cells: Cells, field: 'rejected_at' | 'applied_at', errors: CellError[]): string | null {
  const cell = toValue(cells[field]);
  if (cell === null) return null;
  const date = readDate(cell);
  if ('instant' in date) return date.instant;
  errors.push({ field, code: date.error, detail: dateErrors[date.error] });
  return null;
}

function toCandidate(cells: Cells, text: (field: Field) => string | null) {
  const fullName = toName(text('full_name'));
  const hasParts = toName(text('family_name')) !== null || toName(text('given_name')) !== null;
  const split = fullName === null || hasParts ? null : splitName(fullName);
  return {
    remote_id: text('candidate_id') ?? text('application_id') ?? '',
    family_name: split?.familyName ?? text('family_name'),
    given_name: split?.givenName ?? text('given_name'),
    family_name_kana: text('family_name_kana'),
    given_name_kana: text('given_name_kana'),
    full_name: fullName,
    emails: splitAddresses(toStoredText(cells.emails ?? '')).map((value) => ({ value })),
    phones: splitValues(text('phones') ?? '').map((value) => ({ value })),
    prefecture: text('prefecture'),
    tags: splitValues(text('skills') ?? '').map((value) => ({ kind: 'skill', value: toStoredText(value) })),
  };
}

const ids: ReadonlySet<Field> = new Set<Field>(['application_id', 'candidate_id', 'job_id']);

/** Cells that never refuse their row: what cannot be read is dropped, and the report says so. */
const details: ReadonlySet<Field> = new Set<Field>([
  'applied_at',
  'family_name_kana',
  'given_name_kana',
  'job_category',
  'phones',
  'prefecture',
  'skills',
  'stage',
]);

const nameFields = ['full_name', 'family_name'] as const;

/** A mail addresses its candidate by name. A file without any column of names has none to lack. */
function findMissingName(cells: Cells, text: (field: Field) => string | null): CellError | null {
  const field = nameFields.find((name) => cells[name] !== undefined);
  if (field === undefined || nameFields.some((name) => toName(text(name)) !== null)) return null;
  return { field, code: 'name_missing', detail: 'the row has no name, by which a mail addresses its candidate' };
}

type BuiltReport =
  | { readonly report: RejectionReport; readonly dated: boolean }
  | { readonly errors: readonly CellError[] };

/**
 * Builds the report of a rejected application from the cells of its row, or returns every error. `dated` is false when
 * the row has no rejection date: such a rejection is keyed by connection and application ID alone.
 */
export function buildReport(cells: Cells, settings: ReportSettings): BuiltReport {
  const faults = findBrokenCells(cells);
  const text = (field: Field): string | null => toValue((ids.has(field) ? toIdText : toStoredText)(cells[field] ?? ''));
  const rejectedAt = readDateCell(cells, 'rejected_at', faults);
  const appliedAt = readDateCell(cells, 'applied_at', faults);
  const applicationId = text('application_id');
  if (applicationId === null)
    faults.push({ field: 'application_id', code: 'required', detail: 'the row has no application ID' });
  const nameless = findMissingName(cells, text);
  if (nameless !== null) faults.push(nameless);
  const errors = faults.filter(({ field }) => field === null || !details.has(field));
  if (errors.length > 0) return { errors };
  const dropped = faults.map(toDroppedField);
  const unread = new Set(faults.map(({ field }) => field));
  const detail = (field: Field): string | null => (unread.has(field) ? null : text(field));
  const jobName = toName(text('job_name'));
  const stage = detail('stage');
  return validateReport(
    {
      source: settings.source,
      application: {
        remote_id: applicationId,
        applied_at: appliedAt,
        rejected_at: rejectedAt ?? settings.readAt,
        source: text('application_source')?.slice(0, maxSourceLength) ?? null,
        current_stage: stage === null ? null : { name: stage, kind: toStageKind(stage) },
      },
      candidate: toCandidate(cells, detail),
      job: jobName === null ? null : { remote_id: text('job_id'), name: jobName, category: detail('job_category') },
    },
    { dated: rejectedAt !== null, unread: dropped, hasCandidateId: text('candidate_id') !== null },
  );
}

/** An address with a lost character cannot be mailed, which the case says by itself. */
const findBrokenCells = (cells: Cells): CellError[] =>
  (Object.entries(cells) as [Field, string][])
    .filter(([field, cell]) => field !== 'emails' && cell.includes('\uFFFD'))
    .map(([field]) => ({
      field,
      code: 'broken_character',
      detail: 'a character was lost before the export (U+FFFD)',
    }));

function toDroppedField({ field, code, detail }: CellError): FieldError {
  const [path = ''] = fieldsByPath.find(([, known]) => known === field) ?? [];
  return { pointer: `/${path.replaceAll('.', '/')}`, code, detail };
}

/** The field that a pointer into the report comes from; null for none. */
export const findFieldAt = (pointer: string): Field | null => findField(pointer.split('/').slice(1));

type Issue = {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly params?: { readonly code?: unknown } | undefined;
};

type RowContext = {
  readonly dated: boolean;
  readonly unread: readonly FieldError[];
  /** Otherwise the application's id stands for it, and what is wrong with that is said there. */
  readonly hasCandidateId: boolean;
};

function validateReport(input: unknown, { dated, unread, hasCandidateId }: RowContext): BuiltReport {
  const parsed = parseRejectionReport(input, 'vendor');
  const issues: readonly Issue[] = parsed.success ? findUnstorable(parsed.data) : parsed.error.issues;
  if (parsed.success && issues.length === 0) {
    return { report: { ...parsed.data, dropped_fields: [...unread, ...parsed.dropped] }, dated };
  }
  return {
    errors: issues
      .filter(({ path }) => hasCandidateId || findField(path) !== 'candidate_id')
      .map(({ path, message, params }) => ({
        field: findField(path),
        code: params?.code === 'rounded_id' ? 'rounded_id' : 'not_valid',
        detail: message,
      })),
  };
}

/** Well-formed values that the database cannot store: NUL or half a surrogate pair. */
function findUnstorable(report: RejectionReport): readonly Issue[] {
  try {
    assertStorable(report);
    return [];
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return (error.extra.errors ?? []).map(({ pointer, detail }) => ({
      path: pointer.split('/').slice(1),
      message: detail,
    }));
  }
}
