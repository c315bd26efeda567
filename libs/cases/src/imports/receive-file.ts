import { createHash, randomUUID } from 'node:crypto';
import {
  type Connection,
  type Database,
  type Em,
  FileImport,
  FileImportChunk,
  wakeImport,
  withCompany,
} from '@goen/case-store';
import { importEnds, maxImportBytes, maxUnfinishedImports, noCounts } from '@goen/contracts/public';

/** A row of the chunks: large enough for speed, small enough for memory. */
const chunkBytes = 1024 * 1024;
/** A file that stops coming in is forgotten then. */
export const receiveTimeoutMs = 24 * 3_600_000;

export type FileConnection = Pick<Connection, 'id' | 'companyId' | 'settings'>;
export type NewFile = { readonly dryRun: boolean; readonly fileName: string | null; readonly now: Date };
/**
 * `known`: the same bytes were handed in before, for the same connection and settings. `too_many`: the company has
 * `maxUnfinishedImports` already; nothing was read.
 */
export type ReceivedFile =
  | { readonly kind: 'received' | 'known'; readonly importId: string }
  | { readonly kind: 'too_large' | 'too_many' };

/**
 * Keeps a file as it comes in, with a bounded memory, and has it looked at. A file that breaks off, or is too large,
 * leaves nothing.
 */
export async function receiveFile(
  orm: Database,
  connection: FileConnection,
  file: NewFile,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ReceivedFile> {
  const { companyId } = connection;
  const importId = randomUUID();
  const as = <T>(work: (em: Em) => Promise<T>) => withCompany(orm, companyId, work);
  const begun = await as(async (em) => {
    if (!(await hasRoom(em, companyId))) return false;
    await em.insert(FileImport, newImport(importId, connection, file));
    // Should nobody come to its end.
    await wakeImport(em, { id: importId, companyId }, file.now, new Date(file.now.getTime() + receiveTimeoutMs));
    return true;
  });
  if (!begun) return { kind: 'too_many' };
  const forget = () => as((em) => em.nativeDelete(FileImport, { id: importId }));
  try {
    const hash = createHash('sha256');
    let total = 0;
    let n = 0;
    for await (const chunk of chunksOf(bytes)) {
      total += chunk.length;
      if (total > maxImportBytes) {
        await forget();
        return { kind: 'too_large' };
      }
      hash.update(chunk);
      await as((em) => em.insert(FileImportChunk, { importId, companyId, n, bytes: chunk }));
      n += 1;
    }
    const sha256 = hash.digest('hex');
    const known = await as((em) => settle(em, importId, connection, file, { sha256, total }));
    if (known === null) return { kind: 'received', importId };
    await forget();
    return { kind: 'known', importId: known };
  } catch (error) {
    await forget();
    throw error;
  }
}

/** One at a time for a company, so that those who come at once count each other. */
async function hasRoom(em: Em, companyId: string): Promise<boolean> {
  await em.execute(`select pg_advisory_xact_lock(hashtextextended('imports:' || ?, 0))`, [companyId]);
  const unfinished = await em.count(FileImport, { companyId, state: { $nin: importEnds } });
  return unfinished < maxUnfinishedImports;
}

const newImport = (
  id: string,
  { id: connectionId, companyId }: FileConnection,
  { dryRun, fileName, now }: NewFile,
) => ({
  id,
  companyId,
  connectionId,
  state: 'receiving' as const,
  dryRun,
  fileName,
  fileBytes: 0,
  sha256: '',
  rowsDone: 0,
  cursorRow: 0,
  counts: noCounts,
  bytesKept: true,
  rowsKept: true,
  createdAt: now,
});

/** Ends the receiving; or answers the import that the same file has already. */
async function settle(
  em: Em,
  importId: string,
  connection: FileConnection,
  { dryRun, now }: NewFile,
  { sha256, total }: { readonly sha256: string; readonly total: number },
): Promise<string | null> {
  const fingerprint = computeFingerprint(sha256, connection);
  const known = await findImport(em, connection, dryRun, fingerprint);
  if (known !== null) return known;
  await em.nativeUpdate(FileImport, { id: importId }, { state: 'queued', fileBytes: total, sha256, fingerprint });
  await wakeImport(em, { id: importId, companyId: connection.companyId }, now);
  return null;
}

/** The import that this very file has; one at a time for a connection, so that two who come at once find each other. */
export async function findImport(
  em: Em,
  { id: connectionId }: FileConnection,
  dryRun: boolean,
  fingerprint: string,
): Promise<string | null> {
  await em.execute(`select pg_advisory_xact_lock(hashtextextended('import:' || ?, 0))`, [connectionId]);
  const state = { $in: ['queued', 'running', 'needs_columns', 'done'] as const };
  const found = await em.findOne(FileImport, { connectionId, dryRun, fingerprint, state }, { fields: ['id'] });
  return found?.id ?? null;
}

/** PostgreSQL keeps the keys of an object in one order, so that equal settings are equal text. */
export const computeFingerprint = (sha256: string, { settings }: Pick<FileConnection, 'settings'>): string =>
  createHash('sha256').update(sha256).update(JSON.stringify(settings)).digest('hex');

async function* chunksOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    for (let at = 0; at < part.length; ) {
      const piece = part.subarray(at, at + chunkBytes - length);
      parts.push(piece);
      length += piece.length;
      at += piece.length;
      if (length < chunkBytes) continue;
      yield Buffer.concat(parts);
      parts = [];
      length = 0;
    }
  }
  if (length > 0) yield Buffer.concat(parts);
}
