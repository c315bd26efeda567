import { type RowResult, readRejections, reopenTable } from '@goen/ats';
import type { Connection, Database, FileImport } from '@goen/case-store';
import { readImportBytes } from '@goen/cases';
import { findFileChannel } from './import-row.ts';

/** Rejections per transaction: enough for speed, few enough not to block others. */
const batchRejections = 500;
/** Rows that are not rejections cost little, but progress must stay visible. */
const batchRows = 5_000;

export type Batch = { readonly results: readonly RowResult[]; readonly lastRow: number };

/** Reads the rows after `afterRow` in batches, in order. */
export async function* readBatches(
  orm: Database,
  file: FileImport,
  connection: Connection,
  afterRow: number,
): AsyncGenerator<Batch> {
  const channel = findFileChannel(connection);
  if (channel === null || !file.layout || !file.columns) throw new Error('The file has not been inspected.');
  const table = reopenTable(readImportBytes(orm, { importId: file.id, companyId: file.companyId }), file.layout, 0);
  const reading = readRejections(table, {
    source: { ats: connection.kind, connection_id: connection.id },
    columns: file.columns,
    addressRequired: channel.addressRequired,
    rejectionStatuses: channel.rejectionStatuses,
    offerStatuses: channel.offerStatuses,
    readAt: (file.startedAt ?? file.createdAt).toISOString(),
  });
  if (reading.kind === 'refused') throw new Error('The columns no longer match the file.');
  let results: RowResult[] = [];
  let rejections = 0;
  for await (const result of reading.results) {
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
