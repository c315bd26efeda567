import type {
  ColumnProposal,
  ImportCounts,
  ImportFormat,
  ImportRefusal,
  ImportState,
  ImportStatus,
  RowFault,
  RowOutcome,
  RowPerson,
  RowPlan,
  UndatedRows,
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
    /** Hex; empty while the file is being received. */
    sha256: p.text(),
    /** Hash of bytes and settings: the same file again is the same import. Null when that no longer applies. */
    fingerprint: p.text().nullable(),
    /** Where the table is in the file, so that it is located once. */
    layout: p.json<FileLayout>().nullable(),
    columns: p.json<Readonly<Record<string, string>>>().nullable(),
    rowCount: p.integer().nullable(),
    rowsDone: p.integer(),
    /** The number of the last processed row, saved in one transaction with its results. */
    cursorRow: p.integer(),
    counts: p.json<ImportCounts>(),
    /** Saved together with `counts`. */
    statuses: p.json<readonly StoredStatus[]>().nullable(),
    /** Saved together with `counts`. */
    undated: p.json<UndatedRows>().nullable(),
    refusal: p.json<ImportRefusal>().nullable(),
    proposal: p.json<ColumnProposal>().nullable(),
    bytesKept: p.boolean(),
    rowsKept: p.boolean(),
    createdAt: p.datetime(3),
    startedAt: p.datetime(3).nullable(),
    endedAt: p.datetime(3).nullable(),
  },
});
/** `spellings`: the rows of each spelling. Earlier versions stored neither them nor `is_offer`. */
export type StoredStatus = Omit<ImportStatus, 'is_offer'> &
  Partial<Pick<ImportStatus, 'is_offer'>> & { spellings?: readonly (readonly [string, number])[] };
export type FileLayout = {
  readonly format: ImportFormat;
  readonly header: readonly string[];
  readonly headerRow: number;
};
/** A file of rejections that a company uploaded, and its progress. */
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
/** About 1 MiB of the file. Deleted when no longer needed. */
export class FileImportChunk extends FileImportChunkSchema.class {}
FileImportChunkSchema.setClass(FileImportChunk);

const FileImportRowSchema = defineEntity({
  name: 'FileImportRow',
  tableName: 'file_import_row',
  properties: {
    importId: p.uuid().primary(),
    /** The row number that a spreadsheet shows. */
    row: p.integer().primary(),
    companyId: p.uuid(),
    outcome: p.text().$type<RowOutcome>(),
    /** The cells of a refused row, for the company to correct; as corrected, once somebody did. */
    cells: p.json<readonly string[]>().nullable(),
    errors: p.json<readonly RowFault[]>().nullable(),
    changed: p.json<readonly string[]>().nullable(),
    /** What was cut or left out of a row that was taken, and why. */
    droppedFields: p.json<readonly RowFault[]>().nullable(),
    /** Of whom a row of a dry run is, and what importing it would do. */
    person: p.json<RowPerson>().nullable(),
    plan: p.json<RowPlan>().nullable(),
    /** Who corrected its cells; null: they are those of the file. */
    correctedBy: p.text().nullable(),
    /** Hashes of the addresses in a row that shows cells or a person, so that an erasure finds it. */
    personHashes: p.array().$type<string[]>().nullable(),
  },
});
/** The result of a row: every refused row and those with dropped fields; in a dry run, every row with a rejection. */
export class FileImportRow extends FileImportRowSchema.class {}
FileImportRowSchema.setClass(FileImportRow);
