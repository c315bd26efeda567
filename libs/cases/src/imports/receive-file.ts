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
import { type AuditActor, recordAudit } from '../audit/record-audit.ts';

/** Bytes per chunk row: large enough for speed, small enough for memory. */
const chunkBytes = 1024 * 1024;
/** An upload that has not ended by then was cut off: the gateway ends every request after an hour. */
export const receiveTimeoutMs = 2 * 3_600_000;

export type FileConnection = Pick<Connection, 'id' | 'companyId' | 'settings'>;
export type NewFile = {
  readonly dryRun: boolean;
  readonly fileName: string | null;
  readonly now: Date;
  /** Who uploaded it; left out for a file that a connection fetched. */
  readonly actor?: AuditActor;
};
/**
 * `known`: the same bytes were received before, for the same connection and settings. `too_many`: the company has
 * `maxUnfinishedImports` already, and nothing was read.
 */
export type ReceivedFile =
  | { readonly kind: 'received' | 'known'; readonly importId: string }
  | { readonly kind: 'too_large' | 'too_many' };

/**
 * Streams a file into the database with bounded memory and enqueues its import. A file that is aborted or too large
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
  const hasBegun = await as(async (em) => {
    if (!(await hasRoom(em, companyId))) return false;
    await em.insert(FileImport, newImport(importId, connection, file));
    // Refuses the import in case its process dies before the upload ends.
    await wakeImport(em, { id: importId, companyId }, file.now, new Date(file.now.getTime() + receiveTimeoutMs));
    return true;
  });
  if (!hasBegun) return { kind: 'too_many' };
  const forget = () => as((em) => em.nativeDelete(FileImport, { id: importId, state: 'receiving' }));
  try {
    const hash = createHash('sha256');
    let total = 0;
    let n = 0;
    for await (const chunk of splitIntoChunks(bytes)) {
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
    const known = await as((em) => queueImport(em, importId, connection, file, { sha256, total }));
    if (known === null) return { kind: 'received', importId };
    await forget();
    return { kind: 'known', importId: known };
  } catch (error) {
    await forget();
    throw error;
  }
}

/** Serialised per company, so that concurrent uploads count each other. */
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

/** Queues the received import; or returns the id of the import that the same file already has. */
async function queueImport(
  em: Em,
  importId: string,
  connection: FileConnection,
  { dryRun, now, actor }: NewFile,
  { sha256, total }: { readonly sha256: string; readonly total: number },
): Promise<string | null> {
  const fingerprint = computeFingerprint(sha256, connection);
  const known = await findImport(em, connection, dryRun, fingerprint);
  if (known !== null) return known;
  const whole = { state: 'queued' as const, fileBytes: total, sha256, fingerprint };
  const queued = await em.nativeUpdate(FileImport, { id: importId, state: 'receiving' }, whole);
  if (queued === 0) throw new Error('The upload took longer than receiveTimeoutMs');
  const { companyId } = connection;
  await wakeImport(em, { id: importId, companyId }, now);
  if (actor) {
    const subject = { type: 'import', id: importId };
    const data = { connection_id: connection.id, dry_run: dryRun };
    await recordAudit(em, { companyId, actor, action: 'import.uploaded', subject, data });
  }
  return null;
}

/** The import of the same file; serialised per connection, so that concurrent uploads find each other. */
export async function findImport(
  em: Em,
  { id: connectionId }: FileConnection,
  dryRun: boolean,
  fingerprint: string,
): Promise<string | null> {
  await em.execute(`select pg_advisory_xact_lock(hashtextextended('import:' || ?, 0))`, [connectionId]);
  const state = { $in: ['queued', 'running', 'needs_columns', 'done'] as const };
  const known = await em.findOne(FileImport, { connectionId, dryRun, fingerprint, state }, { fields: ['id'] });
  return known?.id ?? null;
}

/** PostgreSQL stores the keys of an object in one order, so equal settings are equal text. */
export const computeFingerprint = (sha256: string, { settings }: Pick<FileConnection, 'settings'>): string =>
  createHash('sha256').update(sha256).update(JSON.stringify(settings)).digest('hex');

async function* splitIntoChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
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
