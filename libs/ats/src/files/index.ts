export type { FileBytes } from './bytes.ts';
export { type DateErrorCode, type ReadDate, readDate } from './dates.ts';
export { type Field, fields } from './fields.ts';
export { splitName } from './names.ts';
export type { FileRefusal, FileRefusalCode } from './refusal.ts';
export { openTable, type Table, type TableRow } from './table.ts';
export { storedText } from './text.ts';
