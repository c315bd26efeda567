import { ApiError, type FieldError } from '@goen/client';

/** A fault of a text with its place: line and column count from 1, in UTF-16 code units. */
export type WordingFault = Pick<FieldError, 'pointer' | 'code' | 'detail' | 'line' | 'column'>;

/** The faults of subject and body that a preview or a save was refused for. */
export function readWordingFaults(error: unknown): WordingFault[] {
  const errors = error instanceof ApiError ? ((error as ApiError).problem?.errors ?? []) : [];
  return errors.filter(({ pointer }) => isAt(pointer, 'subject') || isAt(pointer, 'body'));
}

/** A preview that failed for any other reason (a network, a session) is no reason to keep a good text from being saved. */
export const hasWordingFaults = (error: unknown): boolean => readWordingFaults(error).length > 0;

export const isAt = (pointer: string, field: 'subject' | 'body'): boolean => pointer.endsWith(`/${field}`);

export type Range = { readonly start: number; readonly end: number };

/** A variable or a word, so that a place is wide enough to be seen. */
const wide = /^(?:\{\{[^{}\n]*(?:\}\})?|\}\}|!?\[[^\n]*?\)|<[^<>\n]*>?|[^\s、。]+)/;

/** Which characters a fault is about; null: about what is not there. */
export function findFaultRange(source: string, { code, line, column }: WordingFault): Range | null {
  if (line === undefined || column === undefined || code === 'missing_variable') return null;
  const lines = source.split(/(?<=\r\n|\r(?!\n)|\n)/);
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length, 0) + column - 1;
  const length = wide.exec(source.slice(start))?.[0].length ?? 1;
  return { start, end: Math.min(source.length, start + length) };
}

/** The variable that the API's words name, written as in a text. */
export const findNamedVariable = (detail: string): string | null => /\{\{[^{}]*\}\}/.exec(detail)?.[0] ?? null;
