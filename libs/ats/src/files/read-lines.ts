import { FileRefusedError } from './file-refusal.ts';
import { maxFileBytes, maxLineBytes } from './limits.ts';

/** Opens the bytes of one file from the start at each call: a file is checked as a whole before its rows are read. */
export type FileBytes = () => AsyncIterable<Uint8Array>;

/** Width and byte order of the code units in which line feeds are written. */
type CodeUnits = 'bytes' | 'utf-16le' | 'utf-16be';

/** The first `count` bytes, or all when there are fewer. */
export async function readFirstBytes(open: FileBytes, count: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of open()) {
    parts.push(part);
    length += part.length;
    if (length >= count) break;
  }
  return Buffer.concat(parts).subarray(0, count);
}

/** The index after the next line feed; -1 when there is none. */
function findLineEnd(chunk: Buffer, from: number, units: CodeUnits): number {
  for (let index = chunk.indexOf(0x0a, from); index !== -1; index = chunk.indexOf(0x0a, index + 1)) {
    if (units === 'bytes') return index + 1;
    if (units === 'utf-16le' && index % 2 === 0 && chunk[index + 1] === 0) return index + 2;
    if (units === 'utf-16be' && index % 2 === 1 && chunk[index - 1] === 0) return index + 1;
  }
  return -1;
}

/** Chunks of even length for UTF-16; an odd last byte comes alone. */
async function* readEvenChunks(open: FileBytes): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const part of open()) {
    const chunk = Buffer.concat([rest, part]);
    const evenLength = chunk.length - (chunk.length % 2);
    rest = chunk.subarray(evenLength);
    if (evenLength > 0) yield chunk.subarray(0, evenLength);
  }
  if (rest.length > 0) yield rest;
}

/** Lines with their line feed, each at most `maxLineBytes`. In no supported encoding is 0x0A part of another character. */
export async function* readLines(open: FileBytes, units: CodeUnits): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let lineLength = 0;
  let fileLength = 0;
  let line = 1;
  const countLineBytes = (added: Buffer) => {
    lineLength += added.length;
    if (lineLength <= maxLineBytes) return;
    if (line === 1 && Buffer.concat([...parts, added]).includes(0x0d))
      throw new FileRefusedError('cr_only', 'lines end in a carriage return without a line feed', line);
    throw new FileRefusedError('line_too_long', `a line is longer than ${maxLineBytes} bytes`, line);
  };
  for await (const part of units === 'bytes' ? open() : readEvenChunks(open)) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.length);
    fileLength += chunk.length;
    if (fileLength > maxFileBytes)
      throw new FileRefusedError('too_large', `the file is larger than ${maxFileBytes} bytes`);
    let start = 0;
    for (let end = findLineEnd(chunk, 0, units); end !== -1; end = findLineEnd(chunk, start, units)) {
      const rest = chunk.subarray(start, end);
      countLineBytes(rest);
      yield parts.length === 0 ? rest : Buffer.concat([...parts, rest]);
      parts = [];
      lineLength = 0;
      line += 1;
      start = end;
    }
    if (start < chunk.length) {
      const rest = Buffer.from(chunk.subarray(start));
      countLineBytes(rest);
      parts.push(rest);
    }
  }
  if (lineLength > 0) yield Buffer.concat(parts);
}
