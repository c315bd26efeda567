import type { FieldError } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';

export const maxImportRows = 10_000;
/** The heading of the column, whichever else there are. */
const headings = new Set(['email', 'e-mail', 'mail', 'メールアドレス', 'メール']);
const address = z.email().max(254);
const maxErrors = 100;

/**
 * The addresses of a CSV file with a row of headings (RFC 4180, UTF-8, with or without BOM). Throws 422: each bad row by
 * its number as a spreadsheet shows it. A file with a bad row is refused whole, so that it can be mended and sent again.
 */
export function readAddresses(text: string): string[] {
  const [head, ...rows] = parseRows(text);
  const column = (head?.record ?? []).findIndex((name) => headings.has(name.trim().toLowerCase()));
  if (column === -1) throw refused([{ pointer: '', code: 'no_email_column', detail: 'no column is headed email' }]);
  if (rows.length > maxImportRows) throw new HttpProblem('batch_too_large');
  const faults: FieldError[] = [];
  const found: string[] = [];
  for (const { record, line } of rows) {
    const value = (record[column] ?? '').trim();
    if (value === '') continue;
    if (address.safeParse(value).success) found.push(value);
    else faults.push({ pointer: '', code: 'invalid_email', detail: 'no mail address', line, column: column + 1 });
  }
  if (faults.length > 0) throw refused(faults.slice(0, maxErrors));
  if (found.length === 0) throw refused([{ pointer: '', code: 'no_rows', detail: 'the file holds no address' }]);
  return found;
}

type Row = { record: string[]; line: number };

function parseRows(text: string): Row[] {
  try {
    const rows = parse(text, { bom: true, relax_column_count: true, info: true }) as unknown as {
      record: string[];
      info: { records: number };
    }[];
    return rows.map(({ record, info }) => ({ record, line: info.records }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused([{ pointer: '', code: 'malformed_csv', detail: error.code }]);
  }
}

const refused = (errors: FieldError[]) => new HttpProblem('invalid_request', { errors });
