import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decoded, type Encoding } from './encoding.ts';
import { refusalOf, refused } from './file-refusal.ts';
import { findHeader, type Header } from './find-header.ts';
import { maxHeadRows, maxRecordChars } from './limits.ts';
import type { FileBytes } from './read-lines.ts';

export const delimiters = [',', '\t', ';'] as const;
export type Delimiter = (typeof delimiters)[number];

/** In words of ours: those of the parser quote the cell, and a refusal outlives the rows. */
const brokenQuotes: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE: 'a quote is opened in the middle of a cell',
  CSV_INVALID_CLOSING_QUOTE: 'a quote is closed in the middle of a cell',
  CSV_QUOTE_NOT_CLOSED: 'a quote is left open',
};

/** Rows of a spreadsheet, empty ones too, so that their place is their number: a quoted line feed ends none. */
export async function* records(
  open: FileBytes,
  encoding: Encoding,
  delimiter: Delimiter,
  seen?: (record: string[]) => void,
): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: maxRecordChars,
    on_record: (record: string[]) => {
      seen?.(record);
      return record;
    },
  });
  const source = Readable.from(decoded(open, encoding));
  // An error of the source comes out of the loop below; a loop that is left early closes the source.
  pipeline(source, parser, () => undefined);
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : null;
    if (error.code === 'CSV_MAX_RECORD_SIZE')
      throw refused('row_too_long', `a row is longer than ${maxRecordChars} characters; is a quote left open?`, line);
    throw refused('broken_quotes', brokenQuotes[error.code] ?? 'its quotes are not those of a CSV', line);
  }
}

async function firstRecords(open: FileBytes, encoding: Encoding, delimiter: Delimiter): Promise<string[][]> {
  const rows: string[][] = [];
  // ReportedItem by the parser itself: a stream that fails drops what it has read ahead.
  const all = records(open, encoding, delimiter, (record) => rows.push(record));
  try {
    for await (const _ of all) if (rows.length >= maxHeadRows) break;
  } catch (error) {
    // With a wrong delimiter quotes look broken: the rows before speak for themselves.
    if (!['broken_quotes', 'row_too_long'].includes(refusalOf(error).code)) throw error;
  }
  return rows;
}

/** The delimiter under which the header has the most known names, then the most cells. Refuses where none divides. */
export async function findDelimiter(
  open: FileBytes,
  encoding: Encoding,
  expected: ReadonlySet<string>,
): Promise<{ delimiter: Delimiter; header: Header }> {
  let best: { delimiter: Delimiter; header: Header } | null = null;
  for (const delimiter of delimiters) {
    const header = findHeader(await firstRecords(open, encoding, delimiter), expected);
    if (header === null) continue;
    const better =
      best === null ||
      header.known > best.header.known ||
      (header.known === best.header.known && header.cells.length > best.header.cells.length);
    if (better) best = { delimiter, header };
  }
  if (best === null) throw refused('unknown_delimiter', 'no comma, tab or semicolon divides the rows into columns');
  if (best.header.cells.some((cell) => cell.includes('\r')))
    throw refused('cr_only', 'lines end in a carriage return alone', 1);
  return best;
}
