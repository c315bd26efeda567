import { setImmediate } from 'node:timers/promises';
import { Unzip, UnzipInflate } from 'fflate';
import { isRefusal, refused } from '../file-refusal.ts';
import { maxFileBytes, maxUnpackedBytes } from '../limits.ts';
import type { FileBytes } from '../read-lines.ts';

/** A piece of the archive that may unpack to a thousand times its size. */
const pushBytes = 8 * 1024;
/** After so much, others get their turn. */
const yieldAfterBytes = 128 * 1024;

export const brokenWorkbook = (detail = 'the file is not a readable workbook (.xlsx)') =>
  refused('broken_workbook', detail);

/**
 * The unpacked pieces of the wanted entries, as the archive is read from its beginning; ends with the last of `names`.
 * Refuses (throws a refusal) what is broken, and what unpacks to more than the limit, whatever size it declares.
 */
export async function* entryPieces(
  open: FileBytes,
  names: ReadonlySet<string>,
): AsyncGenerator<{ readonly name: string; readonly piece: Uint8Array; readonly last: boolean }> {
  const found: { name: string; piece: Uint8Array; last: boolean }[] = [];
  const left = new Set(names);
  let packed = 0;
  let unpacked = 0;
  const archive = new Unzip((entry) => {
    entry.ondata = (error, piece, last) => {
      if (error) throw error;
      unpacked += piece.length;
      if (unpacked > maxUnpackedBytes)
        throw refused('too_large', `the workbook unpacks to over ${maxUnpackedBytes} bytes`);
      if (!left.has(entry.name)) return;
      found.push({ name: entry.name, piece, last });
    };
    entry.start();
  });
  archive.register(UnzipInflate);
  let sinceYield = 0;
  for await (const chunk of open()) {
    packed += chunk.length;
    if (packed > maxFileBytes) throw refused('too_large', `the file is larger than ${maxFileBytes} bytes`);
    for (let at = 0; at < chunk.length; at += pushBytes) {
      const before = unpacked;
      push(archive, chunk.subarray(at, at + pushBytes), false);
      for (const one of found.splice(0)) {
        yield one;
        if (one.last) left.delete(one.name);
      }
      if (left.size === 0) return;
      sinceYield += unpacked - before;
      if (sinceYield < yieldAfterBytes) continue;
      sinceYield = 0;
      await setImmediate();
    }
  }
  push(archive, new Uint8Array(0), true);
  yield* found;
}

function push(archive: Unzip, bytes: Uint8Array, last: boolean): void {
  try {
    archive.push(bytes, last);
  } catch (error) {
    if (isRefusal(error)) throw error;
    throw brokenWorkbook('the file is not a readable archive');
  }
}
