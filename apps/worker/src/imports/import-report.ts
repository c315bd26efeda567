import type { FileImport } from '@goen/case-store';

/** What came of a file, for who dropped it: no row of it, which the API shows. */
export const reportOfImport = (row: FileImport) => ({
  import_id: row.id,
  state: row.state,
  rows: row.rowCount ?? null,
  counts: row.counts,
  refusal: row.refusal ?? null,
  refused_rows: row.counts.refused > 0 ? `/v1/imports/${row.id}/refused.csv` : null,
  ended_at: row.endedAt?.toISOString() ?? null,
});
