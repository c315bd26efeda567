import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

export type BookFile<T> = {
  state: T;
  /** Something in `state` changed: it is on the disk before the answer's next turn of the event loop. */
  readonly changed: () => void;
  /** Writes what is not yet written. */
  readonly flush: () => void;
};

/** Keeps `state` in a folder, whole: what it holds is small. Without a folder it lives as long as the process. */
export function openBookFile<T>(dataDir: string | undefined, empty: T): BookFile<T> {
  if (dataDir === undefined) return { state: empty, changed() {}, flush() {} };
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'vendor-books.v8');
  const state = existsSync(file) ? (deserialize(readFileSync(file)) as T) : empty;
  let pending: NodeJS.Immediate | null = null;
  const flush = () => {
    if (pending === null) return;
    clearImmediate(pending);
    pending = null;
    // A process that dies while it writes leaves the file before.
    writeFileSync(`${file}.new`, serialize(state));
    renameSync(`${file}.new`, file);
  };
  return {
    state,
    changed() {
      pending ??= setImmediate(flush);
    },
    flush,
  };
}
