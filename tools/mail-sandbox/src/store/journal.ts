import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Byte range of one line in the journal file. */
export type JournalPosition = { offset: number; length: number };
type Journal<Entry> = {
  append(entry: Entry): Promise<JournalPosition>;
  read(position: JournalPosition): Promise<Entry>;
  close(): Promise<void>;
};

const newline = 0x0a;
const chunkBytes = 1024 * 1024;

/**
 * Opens the journal: one JSON value per line, one write per line. A killed process leaves whole lines and at most one
 * torn tail, which is cut off on the next open. `onEntry` replays the existing entries in order.
 */
export async function openJournal<Entry>(
  dataDir: string,
  onEntry: (entry: Entry, position: JournalPosition) => void,
): Promise<Journal<Entry>> {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'journal.jsonl');
  await (await open(path, 'a')).close();
  const file = await open(path, 'r+');
  let endOffset = await replayLines(file, (line, position) => onEntry(JSON.parse(line) as Entry, position));
  await file.truncate(endOffset);
  let pendingWrite: Promise<unknown> = Promise.resolve();

  return {
    append(entry) {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      const position = { offset: endOffset, length: line.length };
      endOffset += line.length;
      const write = pendingWrite.then(() => file.write(line, 0, line.length, position.offset));
      pendingWrite = write.catch(() => undefined);
      return write.then(() => position);
    },
    async read({ offset, length }) {
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
      return JSON.parse(buffer.toString()) as Entry;
    },
    async close() {
      await pendingWrite;
      await file.close();
    },
  };
}

/** Returns the offset after the last complete line. */
async function replayLines(
  file: FileHandle,
  onLine: (line: string, position: JournalPosition) => void,
): Promise<number> {
  // Parts of a line longer than one chunk; joined once, so each byte is copied once.
  let lineParts: Buffer[] = [];
  let offset = 0;
  const finishLine = (lastPart: Buffer) => {
    const line = lineParts.length === 0 ? lastPart : Buffer.concat([...lineParts, lastPart]);
    lineParts = [];
    onLine(line.toString(), { offset, length: line.length + 1 });
    offset += line.length + 1;
  };
  for await (const data of file.createReadStream({ autoClose: false, start: 0, highWaterMark: chunkBytes })) {
    const chunk = data as Buffer;
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      finishLine(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) lineParts.push(chunk.subarray(start));
  }
  return offset;
}
