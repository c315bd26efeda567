import iconv from 'iconv-lite';
import { refused } from './file-refusal.ts';
import { byteLines, type FileBytes, firstBytes } from './read-lines.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp932';

const chunkChars = 64 * 1024;

const strict = (label: 'utf-8' | 'utf-16le' | 'utf-16be') => {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  return (line: Buffer): string | null => {
    try {
      return decoder.decode(line);
    } catch {
      return null;
    }
  };
};

/** Windows-31J, the Shift_JIS that Japanese systems write. iconv-lite never fails: it leaves U+FFFD, or a C1 control. */
const cp932 = (line: Buffer): string | null => {
  const text = iconv.decode(line, 'cp932');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: C1 controls are what an unassigned byte becomes
  return /[\uFFFD\u0080-\u009F]/u.test(text) ? null : text;
};

/** Strict decoders of a whole line: null where a sequence is broken. */
const decoders: Readonly<Record<Encoding, (line: Buffer) => string | null>> = {
  'utf-8': strict('utf-8'),
  'utf-16le': strict('utf-16le'),
  'utf-16be': strict('utf-16be'),
  cp932,
};

const unitsOf = (encoding: Encoding) => (encoding === 'utf-8' || encoding === 'cp932' ? 'bytes' : encoding);

/** What the byte order mark says, or the place of zero bytes, which only UTF-16 has in a table. */
function fromHead(head: Buffer): Encoding | null {
  if (head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [...head.keys()].filter((at) => head[at] === 0);
  if (zeros.length === 0) return null;
  return zeros.filter((at) => at % 2 === 1).length > zeros.length / 2 ? 'utf-16le' : 'utf-16be';
}

const broken = (encoding: Encoding, line: number) =>
  refused('broken_encoding', `line ${line} is not valid ${encoding}`, line);

/** Two Japanese letters in a row in UTF-8 are next to impossible as bytes of Shift_JIS. */
const surelyJapanese = /[\u3040-\u30FF\u3400-\u9FFF]{2}/u;

/** UTF-8 where every line is; else CP932 where every line is and none is surely UTF-8. */
async function byTrial(open: FileBytes): Promise<Encoding> {
  const first = { utf8: 0, notUtf8: 0, notCp932: 0, neither: 0 };
  let line = 0;
  for await (const bytes of byteLines(open, 'bytes')) {
    line += 1;
    const utf8 = decoders['utf-8'](bytes);
    if (utf8 === null) first.notUtf8 ||= line;
    else if (surelyJapanese.test(utf8)) first.utf8 ||= line;
    if (first.notCp932 !== 0 && utf8 !== null) continue;
    if (decoders.cp932(bytes) !== null) continue;
    first.notCp932 ||= line;
    if (utf8 === null) first.neither ||= line;
  }
  if (first.notUtf8 === 0) return 'utf-8';
  if (first.notCp932 === 0 && first.utf8 === 0) return 'cp932';
  if (first.neither !== 0) throw broken(first.utf8 === 0 ? 'cp932' : 'utf-8', first.neither);
  if (first.utf8 === 0) throw broken('cp932', first.notCp932);
  const other = Math.max(first.utf8, first.notUtf8);
  throw refused('mixed_encoding', `line ${other} is in another encoding than the lines before it`, other);
}

/**
 * The encoding of a text file, found by its content and tried on every line of it. Refuses (throws a refusal) a file in
 * which one sequence is broken, or in which encodings are mixed, and names the line.
 */
export async function findEncoding(open: FileBytes): Promise<Encoding> {
  const head = await firstBytes(open, 4096);
  const told = fromHead(head);
  if (told === null) return byTrial(open);
  let line = 0;
  for await (const bytes of byteLines(open, unitsOf(told))) {
    line += 1;
    if (decoders[told](bytes) === null) throw broken(told, line);
  }
  return told;
}

/** The text in pieces of some 64k characters, each ending at a line's end, without a byte order mark. */
export async function* decoded(open: FileBytes, encoding: Encoding): AsyncGenerator<string> {
  let text = '';
  let line = 0;
  for await (const bytes of byteLines(open, unitsOf(encoding))) {
    line += 1;
    const piece = decoders[encoding](bytes);
    if (piece === null) throw broken(encoding, line);
    if (piece.includes('\0')) throw refused('not_text', `line ${line} holds a zero byte`, line);
    text += line === 1 && piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
    if (text.length < chunkChars) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
