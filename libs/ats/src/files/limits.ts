/** What one file may hold. Rows and bytes beyond refuse the file before a row is taken. */
export const maxFileBytes = 100 * 1024 * 1024;
export const maxRows = 200_000;
export const maxLineBytes = 1024 * 1024;
export const maxRecordChars = 1024 * 1024;

/** A workbook is read whole, at some ten bytes of memory for each unpacked byte: these bound it to about 500 MB. */
export const maxWorkbookBytes = 20 * 1024 * 1024;
export const maxUnpackedBytes = 64 * 1024 * 1024;
export const maxCells = 1_500_000;

/** The header stands within so many rows; the rows before it are meta rows. */
export const maxHeadRows = 30;
