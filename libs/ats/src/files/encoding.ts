import iconv from 'iconv-lite';
import { FileRefusedError } from './file-refusal.ts';
import { type FileBytes, readFirstBytes, readLines } from './read-lines.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp932';

const createStrictDecoder = (label: 'utf-8' | 'utf-16le' | 'utf-16be') => {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  return (line: Buffer): string | null => {
    try {
      return decoder.decode(line);
    } catch {
      return null;
    }
  };
};

/**
 * Windows-31J, the Shift_JIS of Japanese systems. iconv-lite never fails: an invalid byte becomes U+FFFD or a C1 control.
 */
const decodeCp932 = (line: Buffer): string | null => {
  const text = iconv.decode(line, 'cp932');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: unassigned bytes decode to C1 controls
  return /[\uFFFD\u0080-\u009F]/u.test(text) ? null : text;
};

/** Strict decoders of one line: null when a sequence is invalid. */
const decoders: Readonly<Record<Encoding, (line: Buffer) => string | null>> = {
  'utf-8': createStrictDecoder('utf-8'),
  'utf-16le': createStrictDecoder('utf-16le'),
  'utf-16be': createStrictDecoder('utf-16be'),
  cp932: decodeCp932,
};

const toCodeUnits = (encoding: Encoding) => (encoding === 'utf-8' || encoding === 'cp932' ? 'bytes' : encoding);

/** By the byte order mark, else by zero bytes, which only UTF-16 has in a table; null when undecided. */
function detectByHead(head: Buffer): Encoding | null {
  if (head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [...head.keys()].filter((index) => head[index] === 0);
  if (zeros.length === 0) return null;
  return zeros.filter((index) => index % 2 === 1).length > zeros.length / 2 ? 'utf-16le' : 'utf-16be';
}

const toBrokenError = (encoding: Encoding, line: number) =>
  new FileRefusedError('broken_encoding', `line ${line} is not valid ${encoding}`, line);

/** Two Japanese letters in a row, decoded as UTF-8, are next to impossible as bytes of Shift_JIS. */
const surelyJapanese = /[\u3040-\u30FF\u3400-\u9FFF]{2}/u;

/** UTF-8 when every line is valid UTF-8; else CP932 when every line is valid CP932 and none is surely UTF-8. */
async function detectByTrial(open: FileBytes): Promise<Encoding> {
  const firstLine = { surelyUtf8: 0, notUtf8: 0, notCp932: 0, neither: 0 };
  let line = 0;
  for await (const bytes of readLines(open, 'bytes')) {
    line += 1;
    const utf8 = decoders['utf-8'](bytes);
    if (utf8 === null) firstLine.notUtf8 ||= line;
    else if (surelyJapanese.test(utf8)) firstLine.surelyUtf8 ||= line;
    if (firstLine.notCp932 !== 0 && utf8 !== null) continue;
    if (decoders.cp932(bytes) !== null) continue;
    firstLine.notCp932 ||= line;
    if (utf8 === null) firstLine.neither ||= line;
  }
  const { surelyUtf8, notUtf8, notCp932, neither } = firstLine;
  if (notUtf8 === 0) return 'utf-8';
  if (notCp932 === 0 && surelyUtf8 === 0) return 'cp932';
  if (neither !== 0) throw toBrokenError(surelyUtf8 === 0 ? 'cp932' : 'utf-8', neither);
  if (surelyUtf8 === 0) throw toBrokenError('cp932', notCp932);
  const mixedLine = Math.max(surelyUtf8, notUtf8);
  const detail = `line ${mixedLine} has a different encoding than the lines before it`;
  throw new FileRefusedError('mixed_encoding', detail, mixedLine);
}

/**
 * Detects the encoding of a text file by its content and checks every line. Refuses a file with an invalid sequence or
 * mixed encodings, naming the line.
 */
export async function detectEncoding(open: FileBytes): Promise<Encoding> {
  const encoding = detectByHead(await readFirstBytes(open, 4096));
  if (encoding === null) return detectByTrial(open);
  let line = 0;
  for await (const bytes of readLines(open, toCodeUnits(encoding))) {
    line += 1;
    if (decoders[encoding](bytes) === null) throw toBrokenError(encoding, line);
  }
  return encoding;
}

/** The lines with their line ends, without byte order marks: a file that was saved again may have several. */
export async function* decodeLines(open: FileBytes, encoding: Encoding): AsyncGenerator<string> {
  let line = 0;
  for await (const bytes of readLines(open, toCodeUnits(encoding))) {
    line += 1;
    const text = decoders[encoding](bytes);
    if (text === null) throw toBrokenError(encoding, line);
    if (text.includes('\0')) throw new FileRefusedError('not_text', `line ${line} contains a zero byte`, line);
    yield line === 1 ? text.replace(/^\uFEFF+/, '') : text;
  }
}

/** The whole text, each line in UTF-8 or else in CP932: for lists of which every line counts. Never refuses. */
export function decodeTolerantly(bytes: Buffer): string {
  const encoding = detectByHead(bytes.subarray(0, 4096));
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new TextDecoder(encoding).decode(bytes);
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const lineFeed = bytes.indexOf(0x0a, start);
    const end = lineFeed === -1 ? bytes.length : lineFeed + 1;
    const line = bytes.subarray(start, end);
    lines.push(decoders['utf-8'](line) ?? iconv.decode(line, 'cp932'));
    start = end;
  }
  return lines.join('').replace(/^\uFEFF+/, '');
}
