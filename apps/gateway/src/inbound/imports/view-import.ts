import type { FileImport, FileImportRow } from '@goen/case-store';
import { type ImportRowView, type ImportStatus, type ImportView, noCounts } from '@goen/contracts/public';

const toIso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

export const viewImport = (row: FileImport): ImportView => ({
  id: row.id,
  connection_id: row.connectionId,
  state: row.state,
  dry_run: row.dryRun,
  file: {
    name: row.fileName ?? null,
    bytes: row.fileBytes,
    sha256: row.sha256,
    format: row.layout?.format ?? null,
    kept: row.bytesKept,
  },
  columns: row.columns ? { ...row.columns } : null,
  rows: { done: row.rowsDone, of: row.rowCount ?? null },
  counts: { ...noCounts, ...row.counts },
  statuses: (row.statuses ?? [])
    .map(({ status, rows, is_rejection, is_offer = false }) => ({ status, rows, is_rejection, is_offer }))
    .toSorted(compareStatuses),
  undated: row.undated ?? null,
  refusal: row.refusal ?? null,
  proposal: row.state === 'needs_columns' ? (row.proposal ?? null) : null,
  created_at: row.createdAt.toISOString(),
  started_at: toIso(row.startedAt),
  ended_at: toIso(row.endedAt),
});

const compareStatuses = (a: ImportStatus, b: ImportStatus): number =>
  Number(b.is_rejection) - Number(a.is_rejection) || Number(b.is_offer) - Number(a.is_offer) || b.rows - a.rows;

/** `header`: of the file, which names the cells. */
export const viewImportRow = (row: FileImportRow, header: readonly string[]): ImportRowView => ({
  row: row.row,
  outcome: row.outcome,
  errors: [...(row.errors ?? [])],
  changed: [...(row.changed ?? [])],
  dropped_fields: [...(row.droppedFields ?? [])],
  person: row.person ?? null,
  // Rows from before the question was asked do not say it.
  plan: row.plan ? { ...row.plan, open_correction: row.plan.open_correction ?? false } : null,
  cells: row.cells ? nameCells(row.cells, header) : null,
  corrected: typeof row.correctedBy === 'string',
});

/** Columns without a name, and cells beyond the header, are in `refused.csv` only. */
const nameCells = (cells: readonly string[], header: readonly string[]): Record<string, string> =>
  Object.fromEntries(header.flatMap((name, index) => (name === '' ? [] : [[name, cells[index] ?? '']])));
