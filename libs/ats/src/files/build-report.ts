import { type RejectionReport, vendorRejectionReport } from '@goen/contracts/public';
import { HttpProblem, storable } from '@goen/service-kit';
import { toStageKind } from '../stage-kind.ts';
import { splitValues, storedText } from './cell-text.ts';
import type { Field } from './fields.ts';
import { type DateErrorCode, readDate } from './read-date.ts';
import { splitName } from './split-name.ts';

export type CellErrorCode = DateErrorCode | 'required' | 'address_missing' | 'broken_character' | 'not_valid';
export type CellError = { readonly field: Field | null; readonly code: CellErrorCode; readonly detail: string };

/** Cells of one row by what they mean; a field without a column is absent. */
export type Cells = Readonly<Partial<Record<Field, string>>>;

export type ReportSettings = {
  /** `ats` and the connection the rows are keyed by. */
  readonly source: RejectionReport['source'];
  /** A row without a mail address is refused (HRMOS); else it becomes a case without mails. */
  readonly addressRequired: boolean;
  /** RFC 3339: stands in for the date of rejection of a row that has none. */
  readonly readAt: string;
};

const details: Readonly<Record<DateErrorCode, string>> = {
  two_digit_year: 'the year has two digits: its century is not known',
  no_such_date: 'no such date in the calendar',
  unknown_date: 'not a date in a form that is read',
};

/** Where the contract has each field, to name the column of what it refuses. */
const places: readonly (readonly [string, Field])[] = [
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

const fieldAt = (path: readonly PropertyKey[]): Field | null =>
  places.find(([prefix]) => path.map(String).join('.').startsWith(prefix))?.[1] ?? null;

function dated(cells: Cells, field: 'rejected_at' | 'applied_at', errors: CellError[]): string | null {
  const cell = cells[field] ?? '';
  if (cell.trim() === '') return null;
  const read = readDate(cell);
  if ('instant' in read) return read.instant;
  errors.push({ field, code: read.error, detail: details[read.error] });
  return null;
}

function candidateOf(cells: Cells, text: (field: Field) => string | null) {
  const full = text('full_name');
  const separate = text('family_name') !== null || text('given_name') !== null;
  const split = full === null || separate ? null : splitName(full);
  return {
    remote_id: text('candidate_id') ?? text('application_id') ?? '',
    family_name: split?.familyName ?? text('family_name'),
    given_name: split?.givenName ?? text('given_name'),
    family_name_kana: text('family_name_kana'),
    given_name_kana: text('given_name_kana'),
    full_name: full,
    emails: splitValues(cells.emails ?? '').map((value) => ({ value })),
    phones: splitValues(cells.phones ?? '').map((value) => ({ value })),
    prefecture: text('prefecture'),
    tags: splitValues(cells.skills ?? '').map((value) => ({ kind: 'skill', value: storedText(value) })),
  };
}

/**
 * The report of a rejected application out of the cells of its row, or everything that is wrong with them. `dated` is
 * false when the row has no date of rejection: such a rejection is keyed by connection and application ID alone.
 */
export function reportOf(
  cells: Cells,
  settings: ReportSettings,
): { readonly report: RejectionReport; readonly dated: boolean } | { readonly errors: readonly CellError[] } {
  const errors: CellError[] = [];
  for (const [field, cell] of Object.entries(cells) as [Field, string][])
    if (cell.includes('\uFFFD'))
      errors.push({ field, code: 'broken_character', detail: 'a character was lost before the export (U+FFFD)' });
  const text = (field: Field): string | null => storedText(cells[field] ?? '') || null;
  const rejectedAt = dated(cells, 'rejected_at', errors);
  const appliedAt = dated(cells, 'applied_at', errors);
  const candidate = candidateOf(cells, text);
  const applicationId = text('application_id');
  if (applicationId === null)
    errors.push({ field: 'application_id', code: 'required', detail: 'the row has no application ID' });
  if (settings.addressRequired && candidate.emails.length === 0)
    errors.push({ field: 'emails', code: 'address_missing', detail: 'the row has no mail address' });
  if (errors.length > 0) return { errors };
  const jobName = text('job_name');
  const stage = text('stage');
  const found = vendorRejectionReport.safeParse({
    source: settings.source,
    application: {
      remote_id: applicationId,
      applied_at: appliedAt,
      rejected_at: rejectedAt ?? settings.readAt,
      current_stage: stage === null ? null : { name: stage, kind: toStageKind(stage) },
    },
    candidate,
    job: jobName === null ? null : { remote_id: text('job_id'), name: jobName, category: text('job_category') },
  });
  const faults = found.success
    ? unstorable(found.data)
    : found.error.issues.map(({ path, message }) => ({ path, message }));
  if (found.success && faults.length === 0) return { report: found.data, dated: rejectedAt !== null };
  return { errors: faults.map(({ path, message }) => ({ field: fieldAt(path), code: 'not_valid', detail: message })) };
}

type Fault = { readonly path: readonly PropertyKey[]; readonly message: string };

/** What the database can't keep, though it is well formed: half a surrogate pair, a year of another age. */
function unstorable(report: RejectionReport): Fault[] {
  try {
    storable(report);
    return [];
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return (error.extra.errors ?? []).map(({ pointer, detail }) => ({
      path: pointer.split('/').slice(1),
      message: detail,
    }));
  }
}
