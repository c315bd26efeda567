/** The names by which gateway, worker and Temporal refer to the workflow of an import. */
export const fileImportType = 'fileImport';
/** Files are read on a queue of their own, so that a long file never delays a case. */
export const importTaskQueue = 'imports';

/** Stays backward compatible: an import sleeps for days until its file and rows are deleted. */
export type FileImportInput = {
  readonly importId: string;
  readonly companyId: string;
  /** When to load the import, in ms since the epoch. Not in the future: at once. */
  readonly wakeAtMs: number;
};
