import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a line of the journal stands in its file, in bytes. */
export type Position = { offset: number; length: number };
export type Journal<Entry> = {
  append(entry: Entry): Promise<Position>;
  read(position: Position): Promise<Entry>;
  close(): Promise<void>;
};

const newline = 0x0a;
const chunkBytes = 1024 * 1024;

/**
 * One JSON value a line, one write a line: what a killed process leaves is whole lines and at most one torn tail,
 * which is cut off when the file is opened again. `each` sees the entries of before, in order.
 */
export async function openJournal<Entry>(
  dataDir: string,
  each: (entry: Entry, position: Position) => void,
): Promise<Journal<Entry>> {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'journal.jsonl');
  await (await open(path, 'a')).close();
  const file = await open(path, 'r+');
  let end = await replay(file, (line, position) => each(JSON.parse(line) as Entry, position));
  await file.truncate(end);
  let writing: Promise<unknown> = Promise.resolve();

  return {
    append(entry) {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      const position = { offset: end, length: line.length };
      end += line.length;
      const written = writing.then(() => file.write(line, 0, line.length, position.offset));
      writing = written.catch(() => undefined);
      return written.then(() => position);
    },
    async read({ offset, length }) {
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
      return JSON.parse(buffer.toString()) as Entry;
    },
    async close() {
      await writing;
      await file.close();
    },
  };
}

/** Returns the byte after the last whole line. */
async function replay(file: FileHandle, each: (line: string, position: Position) => void): Promise<number> {
  /** The parts of a line that is longer than a chunk; each byte is copied once. */
  let parts: Buffer[] = [];
  let offset = 0;
  const end = (last: Buffer) => {
    const line = parts.length === 0 ? last : Buffer.concat([...parts, last]);
    parts = [];
    each(line.toString(), { offset, length: line.length + 1 });
    offset += line.length + 1;
  };
  for await (const read of file.createReadStream({ autoClose: false, start: 0, highWaterMark: chunkBytes })) {
    const chunk = read as Buffer;
    let start = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, start)) {
      end(chunk.subarray(start, at));
      start = at + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  return offset;
}
