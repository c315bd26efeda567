/** Why a file is refused whole: nothing of it is taken. */
export type FileRefusalCode =
  | 'empty_file'
  | 'too_large'
  | 'too_many_rows'
  | 'not_text'
  | 'broken_encoding'
  | 'mixed_encoding'
  | 'line_too_long'
  | 'cr_only'
  | 'unknown_delimiter'
  | 'broken_quotes'
  | 'row_too_long'
  | 'header_not_found'
  | 'broken_workbook'
  | 'old_workbook';

/** `line`: the physical line of a text file, from 1; null where no line is to blame. */
export type FileRefusal = { readonly code: FileRefusalCode; readonly line: number | null; readonly detail: string };

const refusals = new WeakMap<Error, FileRefusal>();

/** An error that carries a refusal through generators; `refusalOf` turns it back into a value at the border. */
export function refused(code: FileRefusalCode, detail: string, line: number | null = null): Error {
  const error = new Error(`${code}: ${detail}`);
  refusals.set(error, { code, line, detail });
  return error;
}

export const isRefusal = (error: unknown): boolean => error instanceof Error && refusals.has(error);

/** The refusal that `error` carries; throws `error` again when it is none. */
export function refusalOf(error: unknown): FileRefusal {
  const refusal = error instanceof Error ? refusals.get(error) : undefined;
  if (refusal === undefined) throw error;
  return refusal;
}
