import type { FieldError } from '@goen/contracts/public';
import { toValue } from '@goen/contracts/text';
import { HttpProblem, splitAddresses } from '@goen/service-kit';
import { CsvError, parse } from 'csv-parse/sync';

export const maxImportRows = 10_000;
/** Accepted headings of the address column; other columns are ignored. */
const headings = new Set(['email', 'e-mail', 'mail', 'メールアドレス', 'メール']);
/** The longest that mail-service takes. */
const maxAddressLength = 1_000;
const maxErrors = 100;

/**
 * The addresses of a CSV file with a heading row (RFC 4180, UTF-8, with or without BOM). Every row that holds one counts,
 * also one that cannot be mailed; the others are named by their number in a spreadsheet. Throws 422 without any address.
 */
export function readAddresses(text: string): {
  readonly addresses: readonly string[];
  readonly refused: readonly FieldError[];
} {
  const [head, ...rows] = parseRows(text);
  const column = (head?.cells ?? []).findIndex((heading) => headings.has(heading.trim().toLowerCase()));
  if (column === -1)
    throw toProblem([{ pointer: '', code: 'no_email_column', detail: 'No column is headed "email".' }]);
  if (rows.length > maxImportRows) throw new HttpProblem('batch_too_large');
  const refused: FieldError[] = [];
  const addresses: string[] = [];
  for (const { cells, line } of rows) {
    const cell = toValue(cells[column]);
    if (cell === null) continue;
    const found = splitAddresses(cell).filter((address) => /[@＠]/.test(address) && address.length <= maxAddressLength);
    addresses.push(...found);
    if (found.length === 0) {
      refused.push({ pointer: '', code: 'invalid_email', detail: 'Not an email address.', line, column: column + 1 });
    }
  }
  if (addresses.length === 0) {
    const noRows = { pointer: '', code: 'no_rows', detail: 'The file has no addresses.' };
    throw toProblem(refused.length > 0 ? refused.slice(0, maxErrors) : [noRows]);
  }
  return { addresses, refused };
}

type Row = { readonly cells: readonly string[]; readonly line: number };

function parseRows(text: string): Row[] {
  try {
    const rows = parse(text, { bom: true, relax_column_count: true, info: true }) as unknown as {
      record: string[];
      info: { records: number };
    }[];
    return rows.map(({ record, info }) => ({ cells: record, line: info.records }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw toProblem([{ pointer: '', code: 'malformed_csv', detail: error.code }]);
  }
}

const toProblem = (errors: FieldError[]) => new HttpProblem('invalid_request', { errors });
