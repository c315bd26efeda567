import { decodeLines, type Encoding } from './encoding.ts';
import { FileRefusedError } from './file-refusal.ts';
import { findHeader, type Header } from './find-header.ts';
import { maxHeadRows } from './limits.ts';
import type { FileBytes } from './read-lines.ts';
import { type DelimitedRecord, type Delimiter, splitRecords } from './split-records.ts';

const delimiters: readonly Delimiter[] = [',', '\t', ';'];

/** Records as a spreadsheet shows them: empty ones included, so that the position of a record is its row number. */
export const readRecords = (
  open: FileBytes,
  encoding: Encoding,
  delimiter: Delimiter,
): AsyncGenerator<DelimitedRecord> => splitRecords(decodeLines(open, encoding), delimiter);

async function readFirstRecords(
  open: FileBytes,
  encoding: Encoding,
  delimiter: Delimiter,
): Promise<(readonly string[])[]> {
  const records: (readonly string[])[] = [];
  try {
    for await (const { cells } of readRecords(open, encoding, delimiter)) {
      records.push(cells);
      if (records.length >= maxHeadRows) break;
    }
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
