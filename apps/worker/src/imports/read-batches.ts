import { setImmediate } from 'node:timers/promises';
import type { RowResult } from '@goen/ats';
import type { Connection, Database, FileImport } from '@goen/case-store';
import { openRows, type ReadFrom } from './open-rows.ts';
import { readAhead } from './read-ahead.ts';

/** Rejections per transaction: enough for speed, few enough not to block others. */
const batchRejections = 1_000;
/** Rows that are not rejections cost little, but progress must stay visible. */
const batchRows = 5_000;
/** Rows read without a pause: meanwhile the transaction of the batch before waits for its answers to be read. */
const rowsPerTurn = 25;

export type Batch = { readonly results: readonly RowResult[]; readonly lastRow: number };

/** Reads the rows after `afterRow` in batches, in order, one batch ahead of the caller. */
export const readBatches = (orm: Database, file: FileImport, connection: Connection, from: ReadFrom) =>
  readAhead(collectBatches(openRows(orm, file, connection, from)));

async function* collectBatches(rows: AsyncIterable<RowResult>): AsyncGenerator<Batch, void> {
  let results: RowResult[] = [];
  let rejections = 0;
  let rowsRead = 0;
  for await (const result of rows) {
    rowsRead += 1;
    if (rowsRead % rowsPerTurn === 0) await setImmediate();
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
