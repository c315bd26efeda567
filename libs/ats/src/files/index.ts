export { findFieldAt } from './build-report.ts';
export { readGuardedText } from './cell-text.ts';
export { columnMap, findColumnProblems } from './column-map.ts';
export { refusalReasonsColumn } from './fields.ts';
export { findColumnIndex } from './find-column.ts';
export { proposeColumns } from './propose-columns.ts';
export { readDate } from './read-date.ts';
export { type RowResult, readRejections } from './read-rejections.ts';
export { openTable, reopenTable, type Table } from './table.ts';
