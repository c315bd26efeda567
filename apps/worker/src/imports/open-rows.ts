import { type FileOffer, type RowResult, readOffers, readRejections, reopenTable } from '@goen/ats';
import type { Connection, Database, FileImport } from '@goen/case-store';
import { readImportBytes } from '@goen/cases';
import { type CorrectedRows, correctRows } from './corrected-rows.ts';
import { findFileChannel } from './import-row.ts';

export type ReadFrom = { readonly afterRow: number; readonly corrected: CorrectedRows };

/** The rows of an inspected file after `afterRow`, as its connection wants them read. */
export function openRows(
  orm: Database,
  file: FileImport,
  connection: Connection,
  { afterRow, corrected }: ReadFrom,
): AsyncIterable<RowResult> {
  const { table, settings } = openFile(orm, file, connection, corrected);
  const reading = readRejections(table, settings, afterRow);
  if (reading.kind === 'refused') throw new Error('The columns no longer match the file.');
  return reading.results;
}

/** Its offers and their ends alone: costs a fraction of reading its rows. */
export function openOffers(
  orm: Database,
  file: FileImport,
  connection: Connection,
  corrected: CorrectedRows,
): AsyncIterable<FileOffer> {
  const { table, settings } = openFile(orm, file, connection, corrected);
  const reading = readOffers(table, settings);
  if (reading.kind === 'refused') throw new Error('The columns no longer match the file.');
  return reading.offers;
}

function openFile(orm: Database, file: FileImport, connection: Connection, corrected: CorrectedRows) {
  const channel = findFileChannel(connection);
  if (channel === null || !file.layout || !file.columns) throw new Error('The file has not been inspected.');
  const bytes = readImportBytes(orm, { importId: file.id, companyId: file.companyId });
  return {
    table: correctRows(reopenTable(bytes, file.layout, 0), corrected),
    settings: {
      source: { ats: connection.kind, connection_id: connection.id },
      columns: file.columns,
      addressRequired: channel.addressRequired,
      rejectionStatuses: channel.rejectionStatuses,
      offerStatuses: channel.offerStatuses,
      endedStatuses: channel.endedStatuses,
      readAt: (file.startedAt ?? file.createdAt).toISOString(),
    },
  };
}
