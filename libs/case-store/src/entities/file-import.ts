import type {
  ColumnProposal,
  ImportCounts,
  ImportFormat,
  ImportRefusal,
  ImportState,
  RowFault,
  RowOutcome,
} from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const FileImportSchema = defineEntity({
  name: 'FileImport',
  tableName: 'file_import',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    connectionId: p.uuid(),
    state: p.text().$type<ImportState>(),
    dryRun: p.boolean(),
    fileName: p.text().nullable(),
    fileBytes: p.integer(),
    /** Hex; empty while the file comes in. */
    sha256: p.text(),
    /** Of bytes and settings: the same file again is the same import. Null where that no longer holds. */
    fingerprint: p.text().nullable(),
    /** Where the table stands in the file, so that it is looked for once. */
    layout: p.json<FileLayout>().nullable(),
    columns: p.json<Readonly<Record<string, string>>>().nullable(),
    rowCount: p.integer().nullable(),
    rowsDone: p.integer(),
    /** The row that was taken last, by its number in the file: saved with what it led to. */
    cursorRow: p.integer(),
    counts: p.json<ImportCounts>(),
    refusal: p.json<ImportRefusal>().nullable(),
    proposal: p.json<ColumnProposal>().nullable(),
    bytesKept: p.boolean(),
    rowsKept: p.boolean(),
    createdAt: p.datetime(3),
    startedAt: p.datetime(3).nullable(),
    endedAt: p.datetime(3).nullable(),
  },
});
export type FileLayout = {
  readonly format: ImportFormat;
  readonly header: readonly string[];
  readonly headerRow: number;
};
/** A file of rejections that a company handed in, and how far it was taken. */
export class FileImport extends FileImportSchema.class {}
FileImportSchema.setClass(FileImport);

const FileImportChunkSchema = defineEntity({
  name: 'FileImportChunk',
  tableName: 'file_import_chunk',
  properties: {
    importId: p.uuid().primary(),
    n: p.integer().primary(),
    companyId: p.uuid(),
    bytes: p.blob(),
  },
});
/** About a MiB of the file. Deleted once it is no longer needed. */
export class FileImportChunk extends FileImportChunkSchema.class {}
FileImportChunkSchema.setClass(FileImportChunk);

const FileImportRowSchema = defineEntity({
  name: 'FileImportRow',
  tableName: 'file_import_row',
  properties: {
    importId: p.uuid().primary(),
    /** As a spreadsheet shows it. */
    row: p.integer().primary(),
    companyId: p.uuid(),
    outcome: p.text().$type<RowOutcome>(),
    /** Of a refused row, to mend and hand in again. */
    cells: p.json<readonly string[]>().nullable(),
    errors: p.json<readonly RowFault[]>().nullable(),
    changed: p.json<readonly string[]>().nullable(),
    /** Of the addresses in a refused row, so that an erasure finds it. */
    personHashes: p.array().$type<string[]>().nullable(),
  },
});
/** What a row came to: every refused one; of a dry run all that tell of a rejection. */
export class FileImportRow extends FileImportRowSchema.class {}
FileImportRowSchema.setClass(FileImportRow);
