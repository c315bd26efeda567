import { decodeTolerantly } from '@goen/ats';
import type { FieldError } from '@goen/contracts/public';
import { toComparisonKey, toValue } from '@goen/contracts/text';
import { findAddressesInText, HttpProblem } from '@goen/service-kit';
import { type Delimiter, type Row, splitRows } from './split-rows.ts';

export const maxImportRows = 10_000;
/** Accepted headings of the address column, as comparison keys; other columns are ignored. */
const heading = /^(?:pc)?(?:(?:e[-‐_]?)?(?:mail|メール)|メルアド)[-_]?(?:address|アドレス)?$/;
const delimiters: readonly Delimiter[] = [',', '\t', ';'];
/** Titles and notes may stand above the headings, but no addresses. */
const maxHeadRows = 20;
/** The longest that mail-service takes. */
const maxAddressLength = 1_000;
const maxErrors = 100;

/**
 * The addresses of a list with a heading row, or of a whole text without one. Every row that holds one counts, also one
 * that cannot be mailed or whose quotes are broken; `refused` names rows to check by their number in a spreadsheet.
 * Throws 422 without any address.
 */
export function readAddresses(bytes: Buffer): {
  readonly addresses: readonly string[];
  readonly refused: readonly FieldError[];
} {
  const text = decodeTolerantly(bytes);
  const head = findHead(text);
  const refused: FieldError[] = [];
  const addresses: string[] = [];
  let line = 0;
  for (const row of splitRows(text, head?.delimiter ?? ',')) {
    line += 1;
    if (line <= (head?.line ?? 0)) continue;
    if (line - (head?.line ?? 0) > maxImportRows) throw new HttpProblem('batch_too_large');
    const inRow = findInRow(row, head).filter((address) => address.length <= maxAddressLength);
    addresses.push(...inRow);
    const error = findError(row, inRow, head);
    if (error !== null && (line > 1 || row.isBroken)) refused.push({ pointer: '', ...error, line });
  }
  if (addresses.length === 0) throw toProblem(head === null ? [noColumn] : refused.slice(0, maxErrors));
  return { addresses, refused };
}

type Head = { readonly line: number; readonly delimiter: Delimiter; readonly column: number; readonly width: number };

function findHead(text: string): Head | null {
  for (const delimiter of delimiters) {
    let line = 0;
    for (const { cells } of splitRows(text, delimiter)) {
      line += 1;
      const column = cells.findIndex((cell) => heading.test(toComparisonKey(cell)));
      if (cells.some((cell) => /[@＠]/.test(cell)) || line > maxHeadRows) break;
      if (column !== -1) return { line, delimiter, column, width: cells.length };
    }
  }
  return null;
}

/** In the address column; in the whole row when its cells may be shifted. */
function findInRow({ cells, isCertain }: Row, head: Head | null): string[] {
  const cell = head === null || !isCertain ? null : (cells[head.column] ?? '');
  const inCell = cell === null ? [] : findAddressesInText(cell);
  const isOnlyEmpty = cell !== null && head !== null && toValue(cell) === null && cells.length <= head.width;
  return inCell.length > 0 || isOnlyEmpty ? inCell : cells.flatMap(findAddressesInText);
}

function findError(row: Row, addresses: readonly string[], head: Head | null): Omit<FieldError, 'pointer'> | null {
  if (row.isBroken)
    return { code: 'malformed_csv', detail: 'A quote is not closed properly. Every address in the line was taken.' };
  const text = head === null ? row.cells.join('') : row.cells[head.column];
  if (addresses.length > 0 || toValue(text) === null) return null;
  return {
    code: 'invalid_email',
    detail: 'Not an email address.',
    ...(head === null ? {} : { column: head.column + 1 }),
  };
}

const noColumn: FieldError = { pointer: '', code: 'no_email_column', detail: 'No column is headed "email".' };
const noRows: FieldError = { pointer: '', code: 'no_rows', detail: 'The file has no addresses.' };

const toProblem = (errors: FieldError[]) =>
  new HttpProblem('invalid_request', { errors: errors.length > 0 ? errors : [noRows] });
