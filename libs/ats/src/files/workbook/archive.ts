import { setImmediate } from 'node:timers/promises';
import { Unzip, UnzipInflate } from 'fflate';
import { FileRefusedError } from '../file-refusal.ts';
import { maxFileBytes, maxUnpackedBytes } from '../limits.ts';
import type { FileBytes } from '../read-lines.ts';
import { toPartName } from './part-names.ts';

/** Bytes given to the unpacker at once: they may unpack to a thousand times their size. */
const pushBytes = 8 * 1024;
/** Unpacked bytes after which the event loop gets a turn. */
const yieldAfterBytes = 128 * 1024;

export const brokenWorkbookError = (detail = 'the file is not a readable workbook (.xlsx)') =>
  new FileRefusedError('broken_workbook', detail);

/**
 * Streams the unpacked bytes of the parts with these names (as `toPartName` writes them); ends after the last of them. Refuses a broken archive, and
 * one that unpacks to more than the limit, whatever size it declares.
 */
export async function* readEntries(
  open: FileBytes,
  names: ReadonlySet<string>,
): AsyncGenerator<{ readonly name: string; readonly piece: Uint8Array; readonly last: boolean }> {
  const pieces: { name: string; piece: Uint8Array; last: boolean }[] = [];
  const remaining = new Set(names);
  let packed = 0;
  let unpacked = 0;
  const archive = new Unzip((entry) => {
    const name = toPartName(entry.name);
    entry.ondata = (error, piece, last) => {
      if (error) throw error;
      unpacked += piece.length;
      if (unpacked > maxUnpackedBytes)
        throw new FileRefusedError('too_large', `the workbook unpacks to over ${maxUnpackedBytes} bytes`);
      if (!remaining.has(name)) return;
      pieces.push({ name, piece, last });
    };
    entry.start();
  });
  archive.register(UnzipInflate);
  let sinceYield = 0;
  for await (const chunk of open()) {
    packed += chunk.length;
    if (packed > maxFileBytes) throw new FileRefusedError('too_large', `the file is larger than ${maxFileBytes} bytes`);
    for (let start = 0; start < chunk.length; start += pushBytes) {
      const unpackedBefore = unpacked;
      push(archive, chunk.subarray(start, start + pushBytes), false);
      for (const piece of pieces.splice(0)) {
        yield piece;
        if (piece.last) remaining.delete(piece.name);
      }
      if (remaining.size === 0) return;
      sinceYield += unpacked - unpackedBefore;
      if (sinceYield < yieldAfterBytes) continue;
      sinceYield = 0;
      await setImmediate();
    }
  }
  push(archive, new Uint8Array(0), true);
  yield* pieces;
}

function push(archive: Unzip, bytes: Uint8Array, last: boolean): void {
  try {
    archive.push(bytes, last);
  } catch (error) {
    if (error instanceof FileRefusedError) throw error;
    throw brokenWorkbookError('the file is not a readable archive');
  }
}
