import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

type StateFile<T> = {
  state: T;
  /** Call after every change of `state`: schedules a write at the end of this turn of the event loop. */
  readonly markChanged: () => void;
  /** Writes pending changes. */
  readonly flush: () => void;
};

/** Keeps `state` in a folder as one small file. Without a folder it lives as long as the process. */
export function openStateFile<T>(dataDir: string | undefined, emptyState: T): StateFile<T> {
  if (dataDir === undefined) return { state: emptyState, markChanged() {}, flush() {} };
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'vendor-books.v8');
  const state = existsSync(file) ? (deserialize(readFileSync(file)) as T) : emptyState;
  let pending: NodeJS.Immediate | null = null;
  const flush = () => {
    if (pending === null) return;
    clearImmediate(pending);
    pending = null;
    // Rename after writing, so that a crash while writing leaves the previous file.
    writeFileSync(`${file}.new`, serialize(state));
    renameSync(`${file}.new`, file);
  };
  return {
    state,
    markChanged() {
      pending ??= setImmediate(flush);
    },
    flush,
  };
}
