import type { FileImportInput } from '@goen/contracts/workflow';

export type ImportRef = Pick<FileImportInput, 'importId' | 'companyId'>;

/** What an import needs next. Times in ms since the epoch. */
export type ImportStep =
  | { readonly kind: 'look_through' | 'take_rows' | 'forget_bytes' | 'forget_rows' | 'expire' | 'none' }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly next: string };

/** Short: a local activity. Asks the import's row. */
export interface ImportDecision {
  nextImportStep(ref: ImportRef, asOfMs: number): Promise<ImportStep>;
}

/**
 * Implemented by the worker alone, on the queue of imports. Each may run again at any time and then changes nothing
 * more; what a file says, and what is wrong with it, stays in the rows of the import.
 */
export interface ImportActivities {
  /** Finds the table, its columns and how many rows it has; or refuses the file, or asks which column holds what. */
  lookThrough(ref: ImportRef): Promise<void>;
  /** Takes the rows from where it was, or rehearses them all; ends when the import no longer runs. */
  takeRows(ref: ImportRef): Promise<void>;
  /** The activity before has failed for good. */
  failImport(ref: ImportRef): Promise<void>;
  forgetBytes(ref: ImportRef): Promise<void>;
  forgetRows(ref: ImportRef): Promise<void>;
  /** Ends what nobody came back to: a file that broke off, columns that nobody named. */
  expireImport(ref: ImportRef): Promise<void>;
}
