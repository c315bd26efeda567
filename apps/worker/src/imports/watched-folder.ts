import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { Company, Connection, type Database, FileImport, withCompany, withRelay } from '@goen/case-store';
import { receiveFile } from '@goen/cases';
import { importEnds } from '@goen/contracts/public';
import type { Logger } from '@goen/service-kit';
import { z } from 'zod';
import { toImportReport } from './import-report.ts';
import { findFileChannel } from './import-row.ts';

export type WatchedFolder = {
  readonly orm: Database;
  readonly logger: Logger;
  /** Files are read from `<folder>/<company slug>/<connection id>/`. */
  readonly folder: string;
};

const doneFolder = 'done';
const refusedFolder = 'refused';
/** Names that programs give to files they are still writing. */
const unfinishedName = /^[.~]|\.(part|partial|tmp|temp|crdownload|filepart)$/i;

/** Files of earlier scans by their paths in hex, with the import that each became. A file unchanged between scans is complete. */
export type SeenFiles = Map<string, { readonly stamp: string; readonly importId: string | null }>;

/**
 * Scans the folder once. Complete files become imports of their connection; once an import has ended, its file is moved
 * to `done` or `refused` next to a report. Files are recognised by their bytes, so a scan can stop and resume anywhere.
 */
export async function scanFolder(watched: WatchedFolder, seen: SeenFiles): Promise<void> {
  // A folder that cannot be listed must not block the others.
  const orEmpty = <T>(names: Promise<T[]>): Promise<T[]> =>
    names.catch((error: unknown) => {
      watched.logger.error({ err: error }, 'Failed to read a subfolder of the watched folder');
      return [];
    });
  for (const slug of await foldersIn(watched.folder)) {
    for (const connectionId of await orEmpty(foldersIn(join(watched.folder, slug)))) {
      if (!z.uuid().safeParse(connectionId).success) continue;
      const folder = join(watched.folder, slug, connectionId);
      for (const file of await orEmpty(filesIn(folder))) {
        await processFile(watched, { slug, connectionId, folder, file }, seen).catch((error: unknown) => {
          // File names may contain personal data, so only the connection is logged.
          watched.logger.error(
            { err: error, connectionId },
            'Failed to process a file of the watched folder; will retry',
          );
        });
      }
    }
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
}

/** File names as raw bytes: archives from Windows unpack to names that are not UTF-8. */
async function filesIn(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).toSorted((a, b) => a.compare(b));
}

const decodeName = (file: Buffer): string =>
  isUtf8(file) ? file.toString() : new TextDecoder('shift_jis').decode(file);
const toPath = ({ folder, file }: Dropped): Buffer => Buffer.concat([Buffer.from(join(folder, '/')), file]);

type Dropped = {
  readonly slug: string;
  readonly connectionId: string;
  readonly folder: string;
  readonly file: Buffer;
};

async function processFile(watched: WatchedFolder, dropped: Dropped, seen: SeenFiles): Promise<void> {
  const [path, name] = [toPath(dropped), decodeName(dropped.file)];
  if (unfinishedName.test(name)) return;
  const stamp = await readStamp(path);
  const key = path.toString('hex');
  const before = seen.get(key);
  if (before?.stamp !== stamp) {
    seen.set(key, { stamp, importId: null });
    return;
  }
  const { orm } = watched;
  const connection = await findConnection(orm, dropped);
  // It stays where it is until the company is resumed.
  if (connection === 'suspended') return;
  if (typeof connection === 'string') return moveWithReport(dropped, refusedFolder, { code: connection }, stamp);
  const importId = before.importId ?? (await createImport(orm, connection, name, readUnchanged(path, stamp)));
  // Too many imports of the company are unfinished: this file waits for the next scan.
  if (importId === 'too_many') return;
  if (importId === 'too_large') return moveWithReport(dropped, refusedFolder, { code: importId }, stamp);
  seen.set(key, { stamp, importId });
  const row = await withCompany(orm, connection.companyId, (em) => em.findOne(FileImport, { id: importId }));
  if (row !== null && !importEnds.includes(row.state) && row.state !== 'needs_columns') return;
  if (row !== null)
    await moveWithReport(dropped, row.state === 'done' ? doneFolder : refusedFolder, toImportReport(row), stamp);
  seen.delete(key);
}

async function createImport(orm: Database, connection: Connection, fileName: string, bytes: AsyncIterable<Uint8Array>) {
  const received = await receiveFile(orm, connection, { dryRun: false, fileName, now: new Date() }, bytes);
  return 'importId' in received ? received.importId : received.kind;
}

async function readStamp(path: Buffer): Promise<string> {
  const { size, mtimeMs, ino } = await stat(path);
  return [size, mtimeMs, ino].join(':');
}

/** Throws at the end when the file has changed while it was read, so that nothing of it is stored. */
async function* readUnchanged(path: Buffer, stamp: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
  if ((await readStamp(path)) !== stamp) throw new Error('The file changed while it was read.');
}

/** Finds the connection of a folder, or the reason why its path is wrong. */
async function findConnection(orm: Database, { slug, connectionId }: Dropped): Promise<Connection | string> {
  const company = await withRelay(orm, (em) => em.findOne(Company, { slug }, { fields: ['id', 'suspendedAt'] }));
  if (company === null) return 'unknown_company';
  if (company.suspendedAt) return 'suspended';
  const connection = await withCompany(orm, company.id, (em) => em.findOne(Connection, { id: connectionId }));
  if (connection === null || connection.state === 'deleted') return 'unknown_connection';
  if (findFileChannel(connection) === null) return 'connection_takes_no_files';
  return connection;
}

/** Moves the file to `done` or `refused` next to a report. The name contains a hash, so no other file is overwritten. */
async function moveWithReport(
  dropped: Dropped,
  target: typeof doneFolder | typeof refusedFolder,
  report: object,
  stamp: string,
): Promise<void> {
  const { folder, file, connectionId } = dropped;
  const targetFolder = join(folder, target);
  await mkdir(targetFolder, { recursive: true });
  const hash = createHash('sha256')
    .update(`${connectionId}:${decodeName(file)}:${stamp}`)
    .digest('hex')
    .slice(0, 8);
  const newName = `${hash}-${shortenName(decodeName(file))}`;
  await writeFile(join(targetFolder, `${newName}.report.json`), `${JSON.stringify(report, null, 2)}\n`);
  await rename(toPath(dropped), join(targetFolder, newName));
}

/** File names may have 255 bytes; this leaves room for the hash before and the suffix after the name. */
const maxNameBytes = 230;
const maxExtensionBytes = 10;

function shortenName(name: string): string {
  if (Buffer.byteLength(name) <= maxNameBytes) return name;
  const { ext } = parse(name);
  const stem = Buffer.from(name).subarray(0, maxNameBytes - maxExtensionBytes);
  const text = stem.toString().replace(/\uFFFD+$/, '');
  return Buffer.byteLength(ext) <= maxExtensionBytes ? `${text}${ext}` : text;
}
