import { type RowResult, readRejections, reopenTable } from '@goen/ats';
import type { Connection, Database, FileImport } from '@goen/case-store';
import { importBytes } from '@goen/cases';
import { roadOf } from './import-row.ts';

/** Rejections a transaction: large enough for speed, small enough that others get their turn. */
const batchRejections = 500;
/** Rows that are no rejections cost little, but progress is to be seen. */
const batchRows = 5_000;

export type Batch = { readonly results: readonly RowResult[]; readonly lastRow: number };

/** The rows after `afterRow`, in order, some at a time. */
export async function* readBatches(
  orm: Database,
  file: FileImport,
  connection: Connection,
  afterRow: number,
): AsyncGenerator<Batch> {
  const road = roadOf(connection);
  if (road === null || !file.layout || !file.columns) throw new Error('the file was not looked through');
  const table = reopenTable(importBytes(orm, { importId: file.id, companyId: file.companyId }), file.layout, 0);
  const read = readRejections(table, {
    source: { ats: connection.kind, connection_id: connection.id },
    columns: file.columns,
    addressRequired: road.addressRequired,
    rejectionStatuses: road.rejectionStatuses,
    readAt: (file.startedAt ?? file.createdAt).toISOString(),
  });
  if (read.kind === 'refused') throw new Error('the columns no longer fit the file');
  let results: RowResult[] = [];
  let rejections = 0;
  for await (const result of read.results) {
    if (result.row <= afterRow) continue;
    results.push(result);
    if (result.kind === 'rejection') rejections += 1;
    if (rejections < batchRejections && results.length < batchRows) continue;
    yield { results, lastRow: result.row };
    results = [];
    rejections = 0;
  }
  const last = results.at(-1);
  if (last !== undefined) yield { results, lastRow: last.row };
}
