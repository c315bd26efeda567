import { maxImportBytes, maxImportRows } from '@goen/contracts/public';

/** What one file may hold. Rows and bytes beyond refuse the file before a row is taken. */
export const maxFileBytes = maxImportBytes;
export const maxRows = maxImportRows;
export const maxLineBytes = 1024 * 1024;
export const maxRecordChars = 1024 * 1024;

/** A workbook is read as it unpacks: this bounds the time that it takes, and what of it is kept in memory. */
export const maxUnpackedBytes = 512 * 1024 * 1024;
export const maxPartBytes = 16 * 1024 * 1024;
export const maxSharedStringBytes = 64 * 1024 * 1024;
export const maxSharedStrings = 4_000_000;
export const maxColumns = 1_000;
/** Excel itself keeps 32,767 characters in a cell. */
export const maxCellChars = 64 * 1024;

/** The header stands within so many rows; the rows before it are meta rows. */
export const maxHeadRows = 30;
