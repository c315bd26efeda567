import { findColumnIndex, type RowResult, readGuardedText, splitValues } from '@goen/ats';
import type { Em, FileImport } from '@goen/case-store';
import type { Intake, UndatedReports } from '@goen/cases';
import {
  problemCodes,
  type RejectionReport,
  type RowFault,
  type RowOutcome,
  type UndatedRejections,
} from '@goen/contracts/public';
import { personHash } from '@goen/service-kit';
import { z } from 'zod';

export type Outcome = {
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly cells?: readonly string[];
  readonly errors?: readonly RowFault[];
  readonly changed?: readonly string[];
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
export function toOutcomes(results: readonly RowResult[], intakes: readonly Intake[], columns: Columns): Outcome[] {
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
    const { known, changed } = intake;
    return [{ row, outcome: known ? (changed.length > 0 ? 'changed' : 'known') : 'new', changed }];
  });
}

export type Columns = Readonly<Record<string, string>>;
const emailAddress = z.email();

/** Hashes the addresses of a refused row, so that an erasure finds it. */
function hashAddresses(cells: readonly string[], emailColumn: number, key: string): string[] {
  const addresses = splitValues(readGuardedText(cells[emailColumn] ?? '')).filter(
    (value) => emailAddress.safeParse(value).success,
  );
  return addresses.map((value) => personHash(value, key));
}

/** Stores outcomes as rows, in one statement. */
export async function insertOutcomes(
  em: Em,
  { id, companyId, layout, columns }: Pick<FileImport, 'id' | 'companyId' | 'layout' | 'columns'>,
  outcomes: readonly Outcome[],
  personHashKey: string,
): Promise<void> {
  if (outcomes.length === 0) return;
  const emailColumn = findColumnIndex(layout?.header ?? [], columns?.emails ?? '');
  const rows = outcomes.map(({ row, outcome, cells, errors, changed }) => ({
    row,
    outcome,
    cells,
    errors,
    changed,
    person_hashes: cells && emailColumn >= 0 ? hashAddresses(cells, emailColumn, personHashKey) : null,
  }));
  await em.execute(
    `insert into file_import_row (import_id, row, company_id, outcome, cells, errors, changed, person_hashes)
     select ?, row, ?, outcome, cells, errors, changed, person_hashes
     from jsonb_to_recordset(?::jsonb)
       as r(row int, outcome text, cells jsonb, errors jsonb, changed jsonb, person_hashes text[])`,
    [id, companyId, JSON.stringify(rows)],
  );
}
