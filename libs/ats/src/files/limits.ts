/** What one file may hold. Rows and bytes beyond refuse the file before a row is taken. */
export const maxFileBytes = 100 * 1024 * 1024;
export const maxRows = 200_000;
export const maxLineBytes = 1024 * 1024;
export const maxRecordChars = 1024 * 1024;

/** A workbook is read whole: these bound its memory. */
export const maxWorkbookBytes = 20 * 1024 * 1024;
export const maxUnpackedBytes = 200 * 1024 * 1024;
export const maxCells = 6_000_000;

/** The header stands within so many rows; the rows before it are meta rows. */
export const maxHeadRows = 30;
