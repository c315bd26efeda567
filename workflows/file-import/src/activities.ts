import type { FileImportInput } from '@goen/contracts/workflow';

export type ImportRef = Pick<FileImportInput, 'importId' | 'companyId'>;

/** The next step of an import. Times in ms since the epoch. */
export type ImportStep =
  | { readonly kind: 'look_through' | 'take_rows' | 'forget_bytes' | 'forget_rows' | 'expire' }
  | { readonly kind: 'none' }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly next: string };

/** Reads the row of the import. Short: a local activity. */
export interface ImportDecision {
  nextImportStep(ref: ImportRef, asOfMs: number): Promise<ImportStep>;
}

/**
 * Implemented by the worker only, on the imports queue. All are idempotent. Contents of a file and its faults stay in
 * the rows of the import.
 */
export interface ImportActivities {
  /** Finds the table, its columns and its number of rows. May refuse the file, or ask which column holds what. */
  lookThrough(ref: ImportRef): Promise<void>;
  /** Imports the rows from where the last attempt stopped, or does a dry run; returns once the import has stopped. */
  takeRows(ref: ImportRef): Promise<void>;
  /** Records that the activity before has failed for good. */
  failImport(ref: ImportRef): Promise<void>;
  /** Deletes the bytes of the file. */
  forgetBytes(ref: ImportRef): Promise<void>;
  /** Deletes the results of its rows. */
  forgetRows(ref: ImportRef): Promise<void>;
  /** Ends an abandoned import: an upload that was aborted, or columns that nobody mapped. */
  expireImport(ref: ImportRef): Promise<void>;
}
