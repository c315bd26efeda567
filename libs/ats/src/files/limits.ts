import { maxImportBytes, maxImportRows } from '@goen/contracts/public';

/** Limits per file. A file over a limit is refused before any row is accepted. */
export const maxFileBytes = maxImportBytes;
export const maxRows = maxImportRows;
export const maxLineBytes = 1024 * 1024;
export const maxRecordChars = 1024 * 1024;

/** A workbook is read while it is unpacked: these bound the time and the memory this takes. */
export const maxUnpackedBytes = 512 * 1024 * 1024;
export const maxPartBytes = 16 * 1024 * 1024;
export const maxSharedStringBytes = 64 * 1024 * 1024;
export const maxSharedStrings = 4_000_000;
/** An XML parser keeps a text or a tag in memory until it ends. */
export const maxXmlTokenBytes = 1024 * 1024;
export const maxColumns = 1_000;
/** Excel's own limit is 32,767. */
export const maxCellChars = 64 * 1024;

/** The header must be among the first rows; the rows above it are metadata. */
export const maxHeadRows = 30;
