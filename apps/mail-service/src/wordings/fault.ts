import type { FieldError } from '@goen/contracts/public';

/** What is wrong with a wording; `offset` is the index of the character. */
export type Fault = { readonly code: FaultCode; readonly detail: string; readonly offset: number };

export type FaultCode =
  | 'unclosed_braces'
  | 'stray_braces'
  | 'unknown_variable'
  | 'unclosed_section'
  | 'unopened_section'
  | 'invalid_character'
  | 'html_not_allowed'
  | 'markup_not_allowed'
  | 'link_not_allowed'
  | 'variable_not_allowed_here'
  | 'missing_variable'
  | 'several_lines'
  | 'blank'
  | 'too_large';

/** Line and column count from 1; columns are UTF-16 code units, as in editors. */
export function toFieldError(fault: Fault, source: string, pointer: string): FieldError {
  const before = source.slice(0, fault.offset).split(/\r\n|\r|\n/);
  const { code, detail } = fault;
  return { pointer, code, detail, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
