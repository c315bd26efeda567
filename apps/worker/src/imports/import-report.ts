import type { FileImport } from '@goen/case-store';

/** The report written beside a file of the watched folder. It contains no rows; the API shows those. */
export const toImportReport = (row: FileImport) => ({
  import_id: row.id,
  state: row.state,
  rows: row.rowCount ?? null,
  counts: row.counts,
  statuses: row.statuses ?? [],
  undated: row.undated ?? null,
  refusal: row.refusal ?? null,
  refused_rows: row.counts.refused > 0 ? `/v1/imports/${row.id}/refused.csv` : null,
  ended_at: row.endedAt?.toISOString() ?? null,
});
