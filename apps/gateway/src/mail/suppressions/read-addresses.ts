import type { FieldError } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';

export const maxImportRows = 10_000;
/** Accepted headings of the address column; other columns are ignored. */
const headings = new Set(['email', 'e-mail', 'mail', 'メールアドレス', 'メール']);
const emailAddress = z.email().max(254);
const maxErrors = 100;

/**
 * The addresses of a CSV file with a heading row (RFC 4180, UTF-8, with or without BOM). Throws 422 with each invalid
 * row by its number in a spreadsheet. One invalid row refuses the whole file, so that it can be fixed and sent again.
 */
export function readAddresses(text: string): string[] {
  const [head, ...rows] = parseRows(text);
  const column = (head?.cells ?? []).findIndex((heading) => headings.has(heading.trim().toLowerCase()));
  if (column === -1)
    throw toProblem([{ pointer: '', code: 'no_email_column', detail: 'No column is headed "email".' }]);
  if (rows.length > maxImportRows) throw new HttpProblem('batch_too_large');
  const errors: FieldError[] = [];
  const addresses: string[] = [];
  for (const { cells, line } of rows) {
    const address = (cells[column] ?? '').trim();
    if (address === '') continue;
    if (emailAddress.safeParse(address).success) addresses.push(address);
    else {
      errors.push({ pointer: '', code: 'invalid_email', detail: 'Not an email address.', line, column: column + 1 });
    }
  }
  if (errors.length > 0) throw toProblem(errors.slice(0, maxErrors));
  if (addresses.length === 0) throw toProblem([{ pointer: '', code: 'no_rows', detail: 'The file has no addresses.' }]);
  return addresses;
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
