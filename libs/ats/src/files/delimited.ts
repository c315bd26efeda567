import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decodeText, type Encoding } from './encoding.ts';
import { FileRefusedError } from './file-refusal.ts';
import { findHeader, type Header } from './find-header.ts';
import { maxHeadRows, maxRecordChars } from './limits.ts';
import type { FileBytes } from './read-lines.ts';

const delimiters = [',', '\t', ';'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Our own texts: the parser's messages quote the cell, and refusals are stored longer than rows. */
const quoteErrors: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE: 'a quote is opened in the middle of a cell',
  CSV_INVALID_CLOSING_QUOTE: 'a quote is closed in the middle of a cell',
  CSV_QUOTE_NOT_CLOSED: 'a quote is left open',
};

/** Records as a spreadsheet shows them: empty ones included, so that the position of a record is its row number. */
export async function* readRecords(
  open: FileBytes,
  encoding: Encoding,
  delimiter: Delimiter,
  onRecord?: (record: string[]) => void,
): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: maxRecordChars,
    on_record: (record: string[]) => {
      onRecord?.(record);
      return record;
    },
  });
  const source = Readable.from(decodeText(open, encoding));
  // An error of the source surfaces in the loop below, and leaving the loop early closes the source.
  pipeline(source, parser, () => undefined);
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    throw error instanceof CsvError ? toRefusedError(error) : error;
  }
}

function toRefusedError(error: CsvError): FileRefusedError {
  const line = typeof error['lines'] === 'number' ? error['lines'] : null;
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    const detail = `a row is longer than ${maxRecordChars} characters; is a quote left open?`;
    return new FileRefusedError('row_too_long', detail, line);
  }
  return new FileRefusedError('broken_quotes', quoteErrors[error.code] ?? 'the quotes are not valid CSV', line);
}

async function readFirstRecords(open: FileBytes, encoding: Encoding, delimiter: Delimiter): Promise<string[][]> {
  const records: string[][] = [];
  // Collected in the parser's callback: a stream that fails drops the records it has read ahead.
  const stream = readRecords(open, encoding, delimiter, (record) => records.push(record));
  try {
    for await (const _ of stream) if (records.length >= maxHeadRows) break;
  } catch (error) {
    // With a wrong delimiter quotes look broken: judge the delimiter by the records before.
    const isExpected =
      error instanceof FileRefusedError && ['broken_quotes', 'row_too_long'].includes(error.refusal.code);
    if (!isExpected) throw error;
  }
  return records;
}

/** The delimiter whose header has the most known names, then the most cells. Refuses the file when none fits. */
export async function detectDelimiter(
  open: FileBytes,
  encoding: Encoding,
  expectedNames: ReadonlySet<string>,
): Promise<{ delimiter: Delimiter; header: Header }> {
  let best: { delimiter: Delimiter; header: Header } | null = null;
  for (const delimiter of delimiters) {
    const header = findHeader(await readFirstRecords(open, encoding, delimiter), expectedNames);
    if (header === null) continue;
    const isBetter =
      best === null ||
      header.knownNames > best.header.knownNames ||
      (header.knownNames === best.header.knownNames && header.cells.length > best.header.cells.length);
    if (isBetter) best = { delimiter, header };
  }
  if (best === null)
    throw new FileRefusedError('unknown_delimiter', 'no comma, tab or semicolon separates the columns');
  if (best.header.cells.some((cell) => cell.includes('\r')))
    throw new FileRefusedError('cr_only', 'lines end in a carriage return without a line feed', 1);
  return best;
}
