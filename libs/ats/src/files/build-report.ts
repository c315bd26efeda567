import { type RejectionReport, vendorRejectionReport } from '@goen/contracts/public';
import { toComparisonKey } from '@goen/contracts/text';
import { assertStorable, HttpProblem } from '@goen/service-kit';
import { toStageKind } from '../stage-kind.ts';
import { splitValues, toStoredText } from './cell-text.ts';
import type { Field } from './fields.ts';
import { type DateErrorCode, readDate } from './read-date.ts';
import { splitName } from './split-name.ts';

export type CellErrorCode =
  | DateErrorCode
  | 'required'
  | 'address_missing'
  | 'broken_character'
  | 'rounded_id'
  | 'not_valid';
type CellError = { readonly field: Field | null; readonly code: CellErrorCode; readonly detail: string };

/** The cells of one row by field; a field without a column is absent. */
export type Cells = Readonly<Partial<Record<Field, string>>>;

export type ReportSettings = {
  /** `ats` and the connection that key the rows. */
  readonly source: RejectionReport['source'];
  /** Whether a row without a mail address is refused (HRMOS); else it becomes a case without mails. */
  readonly addressRequired: boolean;
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
  const cell = cells[field] ?? '';
  if (toComparisonKey(cell) === '') return null;
  const date = readDate(cell);
  if ('instant' in date) return date.instant;
  errors.push({ field, code: date.error, detail: dateErrors[date.error] });
  return null;
}

function toCandidate(cells: Cells, text: (field: Field) => string | null) {
  const fullName = text('full_name');
  const hasParts = text('family_name') !== null || text('given_name') !== null;
  const split = fullName === null || hasParts ? null : splitName(fullName);
  return {
    remote_id: text('candidate_id') ?? text('application_id') ?? '',
    family_name: split?.familyName ?? text('family_name'),
    given_name: split?.givenName ?? text('given_name'),
    family_name_kana: text('family_name_kana'),
    given_name_kana: text('given_name_kana'),
    full_name: fullName,
    emails: splitValues(cells.emails ?? '').map((value) => ({ value })),
    phones: splitValues(cells.phones ?? '').map((value) => ({ value })),
    prefecture: text('prefecture'),
    tags: splitValues(cells.skills ?? '').map((value) => ({ kind: 'skill', value: toStoredText(value) })),
  };
}

/**
 * Builds the report of a rejected application from the cells of its row, or returns every error. `dated` is false when
 * the row has no rejection date: such a rejection is keyed by connection and application ID alone.
 */
export function buildReport(
  cells: Cells,
  settings: ReportSettings,
): { readonly report: RejectionReport; readonly dated: boolean } | { readonly errors: readonly CellError[] } {
  const errors: CellError[] = [];
  for (const [field, cell] of Object.entries(cells) as [Field, string][])
    if (cell.includes('\uFFFD'))
      errors.push({ field, code: 'broken_character', detail: 'a character was lost before the export (U+FFFD)' });
  const text = (field: Field): string | null => toStoredText(cells[field] ?? '') || null;
  const rejectedAt = readDateCell(cells, 'rejected_at', errors);
  const appliedAt = readDateCell(cells, 'applied_at', errors);
  const candidate = toCandidate(cells, text);
  const applicationId = text('application_id');
  if (applicationId === null)
    errors.push({ field: 'application_id', code: 'required', detail: 'the row has no application ID' });
  if (settings.addressRequired && candidate.emails.length === 0)
    errors.push({ field: 'emails', code: 'address_missing', detail: 'the row has no mail address' });
  if (errors.length > 0) return { errors };
  const jobName = text('job_name');
  const stage = text('stage');
  return validateReport(
    {
      source: settings.source,
      application: {
        remote_id: applicationId,
        applied_at: appliedAt,
        rejected_at: rejectedAt ?? settings.readAt,
        current_stage: stage === null ? null : { name: stage, kind: toStageKind(stage) },
      },
      candidate,
      job: jobName === null ? null : { remote_id: text('job_id'), name: jobName, category: text('job_category') },
    },
    rejectedAt !== null,
  );
}

type Issue = {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly params?: { readonly code?: unknown } | undefined;
};

function validateReport(
  input: unknown,
  dated: boolean,
): { readonly report: RejectionReport; readonly dated: boolean } | { readonly errors: readonly CellError[] } {
  const { data: report, error } = vendorRejectionReport.safeParse(input);
  const issues: readonly Issue[] = report === undefined ? (error?.issues ?? []) : findUnstorable(report);
  if (report !== undefined && issues.length === 0) return { report, dated };
  return {
    errors: issues.map(({ path, message, params }) => ({
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
