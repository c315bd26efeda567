/** Why a whole file is refused. */
type FileRefusalCode =
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

/** `line`: the physical line in a text file, from 1; null when no single line is at fault. */
export type FileRefusal = { readonly code: FileRefusalCode; readonly line: number | null; readonly detail: string };

/** Carries a refusal through generators. `openTable` returns it as a value. */
export class FileRefusedError extends Error {
  override name = 'FileRefusedError';
  readonly refusal: FileRefusal;
  constructor(code: FileRefusalCode, detail: string, line: number | null = null) {
    super(`${code}: ${detail}`);
    this.refusal = { code, line, detail };
  }
}
