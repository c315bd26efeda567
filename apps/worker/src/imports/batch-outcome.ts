import { type RowResult, splitValues } from '@goen/ats';
import type { Em, FileImport } from '@goen/case-store';
import type { Intake } from '@goen/cases';
import {
  type ImportCounts,
  problemCodes,
  type RejectionReport,
  type RowFault,
  type RowOutcome,
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

/** The rejections of a batch as intake takes them. */
export function reportsOf(results: readonly RowResult[]): {
  readonly reports: RejectionReport[];
  readonly undated: ReadonlySet<number>;
} {
  const rejections = results.filter((result): result is Rejection => result.kind === 'rejection');
  return {
    reports: rejections.map(({ report }) => report),
    undated: new Set(rejections.flatMap(({ dated }, at) => (dated ? [] : [at]))),
  };
}

/** What became of each row that tells of a rejection; `taken`: what intake answered for its rejections, in order. */
export function outcomesOf(results: readonly RowResult[], taken: readonly Intake[], columns: Columns): Outcome[] {
  let next = 0;
  return results.flatMap((result): Outcome[] => {
    if (result.kind === 'not_a_rejection') return [];
    const { row, cells } = result;
    if (result.kind === 'refused') return [{ row, outcome: 'refused', cells, errors: result.errors }];
    const one = taken[next];
    next += 1;
    if (one === undefined) throw new Error('intake answers every report');
    if (one.kind === 'refused') {
      const column = one.code === 'rejected_in_future' ? (columns.rejected_at ?? null) : null;
      const errors = [{ column, code: one.code, detail: problemCodes[one.code].title }];
      return [{ row, outcome: 'refused', cells, errors }];
    }
    const { known, changed } = one;
    return [{ row, outcome: known ? (changed.length > 0 ? 'changed' : 'known') : 'new', changed }];
  });
}

export function countsOf(
  before: ImportCounts,
  results: readonly RowResult[],
  outcomes: readonly Outcome[],
): ImportCounts {
  const counts = { ...before, not_a_rejection: before.not_a_rejection + results.length - outcomes.length };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return counts;
}

export type Columns = Readonly<Record<string, string>>;
const address = z.email();

/** By whose addresses an erasure finds a refused row. */
function personHashesOf(cells: readonly string[], at: number, key: string): string[] {
  const addresses = splitValues(cells[at] ?? '').filter((value) => address.safeParse(value).success);
  return addresses.map((value) => personHash(value, key));
}

/** Keeps outcomes as rows, in one statement however many. */
export async function insertRows(
  em: Em,
  { id, companyId, layout, columns }: Pick<FileImport, 'id' | 'companyId' | 'layout' | 'columns'>,
  outcomes: readonly Outcome[],
  personHashKey: string,
): Promise<void> {
  if (outcomes.length === 0) return;
  const emails = (layout?.header ?? []).indexOf(columns?.emails ?? '');
  const rows = outcomes.map(({ row, outcome, cells, errors, changed }) => ({
    row,
    outcome,
    cells,
    errors,
    changed,
    person_hashes: cells && emails >= 0 ? personHashesOf(cells, emails, personHashKey) : null,
  }));
  await em.execute(
    `insert into file_import_row (import_id, row, company_id, outcome, cells, errors, changed, person_hashes)
     select ?, row, ?, outcome, cells, errors, changed, person_hashes
     from jsonb_to_recordset(?::jsonb)
       as r(row int, outcome text, cells jsonb, errors jsonb, changed jsonb, person_hashes text[])`,
    [id, companyId, JSON.stringify(rows)],
  );
}
