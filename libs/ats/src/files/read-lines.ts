import { refused } from './file-refusal.ts';
import { maxFileBytes, maxLineBytes } from './limits.ts';

/** The bytes of one file, opened anew at each call: a file is looked through whole before its rows are given out. */
export type FileBytes = () => AsyncIterable<Uint8Array>;

/** Width and order of the units in which a line ends. */
export type Units = 'bytes' | 'utf-16le' | 'utf-16be';

/** The first `count` bytes, or all when there are fewer. */
export async function firstBytes(open: FileBytes, count: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of open()) {
    parts.push(part);
    length += part.length;
    if (length >= count) break;
  }
  return Buffer.concat(parts).subarray(0, count);
}

function lineEnd(chunk: Buffer, from: number, units: Units): number {
  for (let at = chunk.indexOf(0x0a, from); at !== -1; at = chunk.indexOf(0x0a, at + 1)) {
    if (units === 'bytes') return at + 1;
    if (units === 'utf-16le' && at % 2 === 0 && chunk[at + 1] === 0) return at + 2;
    if (units === 'utf-16be' && at % 2 === 1 && chunk[at - 1] === 0) return at + 1;
  }
  return -1;
}

/** Chunks of an even length (UTF-16); an odd byte at the very end comes alone. */
async function* evenChunks(open: FileBytes): AsyncGenerator<Buffer> {
  let odd = Buffer.alloc(0);
  for await (const part of open()) {
    const chunk = Buffer.concat([odd, part]);
    const even = chunk.length - (chunk.length % 2);
    odd = chunk.subarray(even);
    if (even > 0) yield chunk.subarray(0, even);
  }
  if (odd.length > 0) yield odd;
}

/** Lines with their line feed, each at most `maxLineBytes`. No byte 0x0A is a part of a character in any encoding read. */
export async function* byteLines(open: FileBytes, units: Units): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  let total = 0;
  let line = 1;
  const check = (added: Buffer) => {
    length += added.length;
    if (length <= maxLineBytes) return;
    const carriageReturns = line === 1 && Buffer.concat([...parts, added]).includes(0x0d);
    if (carriageReturns) throw refused('cr_only', 'lines end in a carriage return alone', line);
    throw refused('line_too_long', `a line is longer than ${maxLineBytes} bytes`, line);
  };
  for await (const part of units === 'bytes' ? open() : evenChunks(open)) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.length);
    total += chunk.length;
    if (total > maxFileBytes) throw refused('too_large', `the file is larger than ${maxFileBytes} bytes`);
    let start = 0;
    for (let end = lineEnd(chunk, 0, units); end !== -1; end = lineEnd(chunk, start, units)) {
      const rest = chunk.subarray(start, end);
      check(rest);
      yield parts.length === 0 ? rest : Buffer.concat([...parts, rest]);
      parts = [];
      length = 0;
      line += 1;
      start = end;
    }
    if (start < chunk.length) {
      const rest = Buffer.from(chunk.subarray(start));
      check(rest);
      parts.push(rest);
    }
  }
  if (length > 0) yield Buffer.concat(parts);
}
