import { findColumnIndex, findFieldAt, type RowResult, readGuardedText } from '@goen/ats';
import type { Em, FileImport } from '@goen/case-store';
import type { Intake, Rehearsed, UndatedReports } from '@goen/cases';
import {
  type FieldError,
  problemCodes,
  type RejectionReport,
  type RowFault,
  type RowOutcome,
  type RowPerson,
  type RowPlan,
  type UndatedRejections,
} from '@goen/contracts/public';
import { findAddressesInText, personHash, readMailAddress } from '@goen/service-kit';

export type Outcome = {
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly cells?: readonly string[];
  /** Not stored: an erasure finds the row by the addresses in them. */
  readonly readCells?: readonly string[];
  readonly person?: RowPerson;
  readonly plan?: RowPlan;
  readonly errors?: readonly RowFault[];
  readonly changed?: readonly string[];
  readonly droppedFields?: readonly RowFault[];
};

type Rejection = Extract<RowResult, { kind: 'rejection' }>;

/** Picks the rejections of a batch. `chosen`: what the company wants for rows without a date of their own. */
export function pickReports(
  results: readonly RowResult[],
  chosen: UndatedRejections | null,
): { readonly reports: RejectionReport[]; readonly undated: UndatedReports } {
  const rejections = results.filter((result): result is Rejection => result.kind === 'rejection');
  return {
    reports: rejections.map(({ report }) => report),
    undated: {
      indexes: new Set(rejections.flatMap(({ dated }, index) => (dated ? [] : [index]))),
      areAnswered: chosen === 'rejection_mail',
    },
  };
}

/** Builds the outcome of each row that reports a rejection. `intakes`: the results of its rejections, in order. */
export function toOutcomes(
  results: readonly RowResult[],
  intakes: readonly (Intake | Rehearsed)[],
  columns: Columns,
): Outcome[] {
  let next = 0;
  return results.flatMap((result): Outcome[] => {
    if (result.kind === 'not_a_rejection') return [];
    const { row, cells } = result;
    if (result.kind === 'refused') return [{ row, outcome: 'refused', cells, errors: result.errors }];
    const intake = intakes[next];
    next += 1;
    if (intake === undefined) throw new Error('Intake returned fewer results than reports.');
    if (intake.kind === 'refused') {
      const column = intake.code === 'rejected_in_future' ? (columns.rejected_at ?? null) : null;
      const errors = [{ column, code: intake.code, detail: problemCodes[intake.code].title }];
      return [{ row, outcome: 'refused', cells, errors }];
    }
    const { known, changed, droppedFields } = intake;
    const outcome = known ? (changed.length > 0 ? 'changed' : 'known') : 'new';
    const faults = droppedFields.map((dropped) => toRowFault(dropped, columns));
    const preview = 'willBeMailed' in intake ? { readCells: cells, ...toPreview(result.report, intake) } : {};
    if (outcome === 'new' && hasNoAddress(preview)) {
      return [{ row, outcome, changed, droppedFields: faults, ...preview, cells }];
    }
    return [{ row, outcome, changed, droppedFields: faults, ...preview }];
  });
}

/** Nobody can be mailed about the row of a dry run until somebody corrects its address. */
export const hasNoAddress = ({ plan }: Pick<Outcome, 'plan'>): boolean =>
  plan?.not_mailed_reason === 'no_address' || plan?.not_mailed_reason === 'address_unusable';

type RehearsedRow = Exclude<Rehearsed, { kind: 'refused' }>;

/** What a dry run shows of a row that it would take. */
function toPreview({ candidate, application, job }: RejectionReport, intake: RehearsedRow) {
  const names = [candidate.family_name, candidate.given_name].filter(Boolean).join(' ');
  const person: RowPerson = {
    name: candidate.full_name || names || null,
    email: candidate.emails?.[0]?.value ?? null,
    job: job?.name ?? null,
  };
  const plan: RowPlan = {
    rejected_at: new Date(application.rejected_at).toISOString(),
    will_be_mailed: intake.willBeMailed,
    not_mailed_reason: intake.notMailedReason,
    next_step: intake.nextStep,
    next_step_at: intake.nextStepAt?.toISOString() ?? null,
    open_correction: intake.hasOpenCorrection,
  };
  return { person, plan };
}

function toRowFault({ pointer, code, detail }: FieldError, columns: Columns): RowFault {
  const field = findFieldAt(pointer);
  return { column: field === null ? null : (columns[field] ?? field), code, detail };
}

/** Rows that somebody may want to correct; the others are only counted. */
export const isWorthKeeping = ({ outcome, droppedFields = [] }: Outcome): boolean =>
  outcome === 'refused' || droppedFields.length > 0;

export type Columns = Readonly<Record<string, string>>;

/** Hashes the addresses of a refused row, so that an erasure finds it. */
const hashAddresses = (cells: readonly string[], emailColumn: number, key: string): string[] =>
  findAddressesInText(readGuardedText(cells[emailColumn] ?? ''))
    .filter((value) => readMailAddress(value) !== null)
    .map((value) => personHash(value, key));

/** Stores outcomes as rows, in one statement. A corrected row keeps its cells: the file is read with them. */
export async function insertOutcomes(
  em: Em,
  { id, companyId, layout, columns }: Pick<FileImport, 'id' | 'companyId' | 'layout' | 'columns'>,
  outcomes: readonly Outcome[],
  personHashKey: string,
): Promise<void> {
  if (outcomes.length === 0) return;
  const emailColumn = findColumnIndex(layout?.header ?? [], columns?.emails ?? '');
  const rows = outcomes.map(
    ({ row, outcome, cells, readCells = cells, errors, changed, droppedFields, person, plan }) => ({
      row,
      outcome,
      cells,
      errors,
      changed,
      dropped_fields: droppedFields,
      person,
      plan,
      person_hashes: readCells && emailColumn >= 0 ? hashAddresses(readCells, emailColumn, personHashKey) : null,
    }),
  );
  await em.execute(
    `insert into file_import_row (import_id, row, company_id, outcome, cells, errors, changed, dropped_fields, person, plan,
       person_hashes)
     select ?, row, ?, outcome, cells, errors, changed, dropped_fields, person, plan, person_hashes
     from jsonb_to_recordset(?::jsonb)
       as r(row int, outcome text, cells jsonb, errors jsonb, changed jsonb, dropped_fields jsonb, person jsonb, plan jsonb,
         person_hashes text[])
     on conflict (import_id, row) do update set outcome = excluded.outcome, errors = excluded.errors,
       changed = excluded.changed, dropped_fields = excluded.dropped_fields, person = excluded.person,
       plan = excluded.plan`,
    [id, companyId, JSON.stringify(rows)],
  );
}
