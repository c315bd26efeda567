import { CsvError, parse } from 'csv-parse/sync';

export type Delimiter = ',' | '\t' | ';';

/** `isCertain`: false when it spans lines or its quotes are broken, so that cells may be in a wrong column. */
export type Row = { readonly cells: readonly string[]; readonly isCertain: boolean; readonly isBroken: boolean };

/** An open quote is searched for its end in so many lines. */
const maxRowLines = 50;

/** Splits every row it can; a line with broken quotes is a row of one cell, so that it takes no other line with it. */
export function* splitRows(text: string, delimiter: Delimiter): Generator<Row> {
  const lines = text.replace(/(?:\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/);
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? '';
    const cells = line.includes('"') ? parseRow(line, delimiter, true) : line.split(delimiter);
    const end = cells === null ? findClosingLine(lines, index) : index;
    const joined = cells === null && end > index ? parseRow(lines.slice(index, end + 1).join('\n'), delimiter) : null;
    const isBroken = cells === null && joined === null;
    yield { cells: cells ?? joined ?? [line], isCertain: cells !== null, isBroken };
    index = joined === null ? index + 1 : end + 1;
  }
}

/** The next line with an odd number of quotes; the same line when there is none near. */
function findClosingLine(lines: readonly string[], start: number): number {
  const offset = lines.slice(start + 1, start + maxRowLines).findIndex((line) => line.split('"').length % 2 === 0);
  return start + 1 + offset;
}

/** The cells of one row; null when its quotes are broken. `allowsBareQuotes`: inside a cell, as in `Taro "T" Yamada`. */
function parseRow(text: string, delimiter: Delimiter, allowsBareQuotes = false): string[] | null {
  // Excel's guarded text: ="00123"
  const plain = text.replaceAll(/(^|[,;\t])\s*="((?:[^"]|"")*)"(?=\s*(?:[,;\t]|$))/g, '$1"$2"');
  try {
    const rows = parse(plain, { delimiter, relax_quotes: allowsBareQuotes, relax_column_count: true, trim: true });
    return rows.length === 1 ? (rows[0] ?? null) : null;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return null;
  }
}
