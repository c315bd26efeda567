import { refused } from '../file-refusal.ts';
import { maxSharedStringBytes, maxSharedStrings } from '../limits.ts';
import type { FileBytes } from '../read-lines.ts';
import { brokenWorkbook, entryPieces } from './archive.ts';
import { textReader } from './text-collector.ts';
import { xmlReader } from './xml-reader.ts';

const startBytes = 64 * 1024;

/** Strings in one buffer: a million of them take tens of megabytes, not hundreds. */
function compactStrings() {
  let bytes = Buffer.alloc(startBytes);
  let ends = new Uint32Array(startBytes / 8);
  let count = 0;
  let used = 0;
  return {
    add(text: string): void {
      const length = Buffer.byteLength(text);
      if (used + length > maxSharedStringBytes || count === maxSharedStrings)
        throw refused('too_large', 'the workbook has too much text: save it as CSV, which is read row by row');
      if (used + length > bytes.length) {
        const wider = Buffer.alloc(Math.min(maxSharedStringBytes, Math.max(bytes.length * 2, used + length)));
        bytes.copy(wider);
        bytes = wider;
      }
      if (count === ends.length) {
        const more = new Uint32Array(ends.length * 2);
        more.set(ends);
        ends = more;
      }
      bytes.write(text, used);
      used += length;
      ends[count] = used;
      count += 1;
    },
    at(index: number): string | null {
      if (!(index >= 0 && index < count)) return null;
      return bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
    },
  };
}

export type SharedStrings = Pick<ReturnType<typeof compactStrings>, 'at'>;

/** The texts that cells name by number; a path that is null has none. */
export async function sharedStrings(open: FileBytes, path: string | null): Promise<SharedStrings> {
  const strings = compactStrings();
  if (path === null) return strings;
  const text = textReader();
  const reader = xmlReader({
    open: (name) => text.open(name),
    text: (piece) => text.text(piece),
    close: (name) => {
      text.close(name);
      if (name === 'si') strings.add(text.take());
    },
  });
  let ended = false;
  for await (const { piece, last } of entryPieces(open, new Set([path]))) {
    reader.write(piece);
    ended = last;
  }
  if (!ended) throw brokenWorkbook();
  reader.end();
  return strings;
}
