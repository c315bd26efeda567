import { FileRefusedError } from './file-refusal.ts';
import { maxRecordChars } from './limits.ts';

export type Delimiter = ',' | '\t' | ';';

/**
 * `hasLineEnd`: false for a last record whose line does not end, so that the file may have been cut inside it.
 * `endsInQuote`: its last cell is whole all the same.
 */
export type DelimitedRecord = {
  readonly cells: readonly string[];
  readonly hasLineEnd: boolean;
  readonly endsInQuote: boolean;
};

/** A quoted cell that continues on the next line. `line`: where its quote opens. `text`: null when it is too long. */
type OpenCell = { readonly line: number; readonly text: string | null };
type Position = { readonly at: number; readonly cell: string };

const blank = /[\s\p{Cf}]/u;

/**
 * Splits lines, with their line ends, into records as spreadsheets do: RFC 4180 with blanks around quoted cells, quotes
 * inside unquoted cells, and Excel's guarded text (`="00123"`, kept as written). In TSV a cell of one line may also
 * start with a quote that does not enclose it. Written here because csv-parse cannot say where an open quote starts, and
 * its relaxed mode lets such a quote swallow the rows below.
 */
export async function* splitRecords(
  lines: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<DelimitedRecord> {
  let cells: string[] = [];
  let open: OpenCell | null = null;
  let chars = 0;
  let number = 0;
  for await (const text of lines) {
    number += 1;
    chars += text.length;
    const line: Line = { text, end: findContentEnd(text), number, delimiter };
    if (open === null && !text.includes('"')) cells = text.slice(0, line.end).split(delimiter);
    else open = readLine(line, open, cells);
    if (open === null) {
      yield { cells, hasLineEnd: text.endsWith('\n'), endsInQuote: text.trimEnd().endsWith('"') };
      cells = [];
      chars = 0;
    } else if (chars > maxRecordChars) open = { line: open.line, text: null };
  }
  if (open !== null) throw new FileRefusedError('broken_quotes', 'a quote is never closed', open.line);
}

type Line = {
  readonly text: string;
  /** Where its content ends: before the line end. */
  readonly end: number;
  readonly number: number;
  readonly delimiter: Delimiter;
};

function findContentEnd(text: string): number {
  let end = text.endsWith('\n') ? text.length - 1 : text.length;
  while (text[end - 1] === '\r') end -= 1;
  return end;
}

/** Adds the cells of a line. Returns the cell that continues on the next line, or null. */
function readLine(line: Line, continued: OpenCell | null, cells: string[]): OpenCell | null {
  let next = continued === null ? readCell(line, 0) : continueCell(line, continued);
  while ('cell' in next) {
    cells.push(next.cell);
    if (next.at >= line.end) return null;
    next = readCell(line, next.at + 1);
  }
  return next;
}

/** Reads the cell that starts at `start`; `at` of the result is the delimiter or the end behind it. */
function readCell(line: Line, start: number): Position | OpenCell {
  const { text, delimiter, number } = line;
  const first = skipBlanks(line, start);
  if (text.startsWith('="', first)) return readGuardedText(line, start, first + 2);
  if (text[first] !== '"') return readBareCell(line, start);
  const closing = findClosingQuote(text, first + 1);
  if (closing === -1) return { line: number, text: text.slice(first + 1) };
  const at = skipBlanks(line, closing + 1);
  if (isCellEnd(line, at)) return { at, cell: unescapeQuotes(text.slice(first + 1, closing)) };
  if (delimiter === '\t') return readBareCell(line, start);
  throw toMisplacedQuoteError(number);
}

function continueCell(line: Line, open: OpenCell): Position | OpenCell {
  const { text } = line;
  const closing = findClosingQuote(text, 0);
  if (closing === -1) return { line: open.line, text: open.text === null ? null : open.text + text };
  const at = skipBlanks(line, closing + 1);
  if (!isCellEnd(line, at)) throw toMisplacedQuoteError(open.line);
  if (open.text === null)
    throw new FileRefusedError('row_too_long', `a row is longer than ${maxRecordChars} characters`, open.line);
  return { at, cell: unescapeQuotes(open.text + text.slice(0, closing)) };
}

const toMisplacedQuoteError = (line: number) =>
  new FileRefusedError('broken_quotes', 'a quote that opens in this line is closed in the middle of a cell', line);

/** `="…"` may contain delimiters; anything else that starts like it is a bare cell. */
function readGuardedText(line: Line, start: number, from: number): Position {
  const closing = findClosingQuote(line.text, from);
  if (closing === -1 || !isCellEnd(line, skipBlanks(line, closing + 1))) return readBareCell(line, start);
  return { at: skipBlanks(line, closing + 1), cell: line.text.slice(start, closing + 1) };
}

function readBareCell({ text, end, delimiter }: Line, start: number): Position {
  const found = text.indexOf(delimiter, start);
  const at = found === -1 || found > end ? end : found;
  return { at, cell: text.slice(start, at) };
}

/** The index of the quote that closes a cell; -1 when it is not in this text. */
function findClosingQuote(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote;
}

function skipBlanks({ text, end, delimiter }: Line, from: number): number {
  let at = from;
  while (at < end && text[at] !== delimiter && blank.test(text[at] ?? '')) at += 1;
  return at;
}

const isCellEnd = ({ text, end, delimiter }: Line, at: number): boolean => at >= end || text[at] === delimiter;

const unescapeQuotes = (text: string): string => text.replaceAll('""', '"');
