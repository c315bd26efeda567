import { FileRefusedError } from '../file-refusal.ts';
import { maxSharedStringBytes, maxSharedStrings } from '../limits.ts';
import type { FileBytes } from '../read-lines.ts';
import { brokenWorkbookError, readEntries } from './archive.ts';
import { createTextCollector } from './text-collector.ts';
import { createXmlReader } from './xml-reader.ts';

const startBytes = 64 * 1024;

/** Keeps strings in one buffer: a million of them take tens of megabytes instead of hundreds. */
function createStringTable() {
  let bytes = Buffer.alloc(startBytes);
  let ends = new Uint32Array(startBytes / 8);
  let count = 0;
  let used = 0;
  return {
    add(text: string): void {
      const length = Buffer.byteLength(text);
      if (used + length > maxSharedStringBytes || count === maxSharedStrings)
        throw new FileRefusedError(
          'too_large',
          'the workbook has too much text: save it as CSV, which is read row by row',
        );
      if (used + length > bytes.length) {
        const larger = Buffer.alloc(Math.min(maxSharedStringBytes, Math.max(bytes.length * 2, used + length)));
        bytes.copy(larger);
        bytes = larger;
      }
      if (count === ends.length) {
        const larger = new Uint32Array(ends.length * 2);
        larger.set(ends);
        ends = larger;
      }
      bytes.write(text, used);
      used += length;
      ends[count] = used;
      count += 1;
    },
    get(index: number): string | null {
      if (!(index >= 0 && index < count)) return null;
      return bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
    },
  };
}

export type SharedStrings = Pick<ReturnType<typeof createStringTable>, 'get'>;

/** Reads the texts that cells refer to by index; empty without such a part. */
export async function readSharedStrings(open: FileBytes, partName: string | null): Promise<SharedStrings> {
  const strings = createStringTable();
  if (partName === null) return strings;
  const text = createTextCollector();
  const reader = createXmlReader({
    open: (name) => text.open(name),
    text: (piece) => text.text(piece),
    close: (name) => {
      text.close(name);
      if (name === 'si') strings.add(text.take());
    },
  });
  let ended = false;
  for await (const { piece, last } of readEntries(open, new Set([partName]))) {
    reader.write(piece);
    ended = last;
  }
  if (!ended) throw brokenWorkbookError();
  reader.end();
  return strings;
}
