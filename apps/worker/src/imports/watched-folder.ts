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
import { reportOfImport } from './import-report.ts';
import { roadOf } from './import-row.ts';

export type WatchedFolder = {
  readonly orm: Database;
  readonly logger: Logger;
  /** `<folder>/<company slug>/<connection id>/` is looked at. */
  readonly folder: string;
};

const done = 'done';
const refused = 'refused';
/** What programs name a file that they still write. */
const unfinished = /^[.~]|\.(part|partial|tmp|temp|crdownload|filepart)$/i;

/** A file as it was seen, by the bytes of its path: one that was the same at two looks is whole. And the import that it became. */
export type Seen = Map<string, { readonly stamp: string; readonly importId: string | null }>;

/**
 * One look at the folder: what is whole becomes an import of its connection, and is moved to `done` or `refused` beside
 * a report once that has ended. A file that was taken before, by whoever, is known by its bytes, so that a look may break
 * off anywhere and another go on.
 */
export async function lookAtFolder(watched: WatchedFolder, seen: Seen): Promise<void> {
  // One that can't be listed keeps no other from its turn.
  const within = <T>(names: Promise<T[]>): Promise<T[]> =>
    names.catch((error: unknown) => {
      watched.logger.error({ err: error }, 'a folder of the watched folder could not be read');
      return [];
    });
  for (const slug of await foldersIn(watched.folder)) {
    for (const connectionId of await within(foldersIn(join(watched.folder, slug)))) {
      if (!z.uuid().safeParse(connectionId).success) continue;
      const folder = join(watched.folder, slug, connectionId);
      for (const file of await within(filesIn(folder))) {
        await lookAtFile(watched, { slug, connectionId, folder, file }, seen).catch((error: unknown) => {
          // The name may tell of a person; the place does not.
          watched.logger.error({ err: error, connectionId }, 'a file of the watched folder was left where it is');
        });
      }
    }
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
}

/** The names of files as they are on the disk: archives from Windows are unpacked with names that are no UTF-8. */
async function filesIn(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).toSorted((a, b) => a.compare(b));
}

const nameOf = (file: Buffer): string => (isUtf8(file) ? file.toString() : new TextDecoder('shift_jis').decode(file));
const pathOf = ({ folder, file }: Dropped): Buffer => Buffer.concat([Buffer.from(join(folder, '/')), file]);

type Dropped = {
  readonly slug: string;
  readonly connectionId: string;
  readonly folder: string;
  readonly file: Buffer;
};

async function lookAtFile(watched: WatchedFolder, dropped: Dropped, seen: Seen): Promise<void> {
  const [path, name] = [pathOf(dropped), nameOf(dropped.file)];
  if (unfinished.test(name)) return;
  const stamp = await stampOf(path);
  const key = path.toString('hex');
  const before = seen.get(key);
  if (before?.stamp !== stamp) {
    seen.set(key, { stamp, importId: null });
    return;
  }
  const { orm } = watched;
  const connection = await connectionOf(orm, dropped);
  if (typeof connection === 'string') return settle(dropped, refused, { code: connection }, stamp);
  const importId = before.importId ?? (await take(orm, connection, name, wholeFile(path, stamp)));
  // Too many of the company's files wait already: this one has its turn when there is room.
  if (importId === 'too_many') return;
  if (importId === 'too_large') return settle(dropped, refused, { code: importId }, stamp);
  seen.set(key, { stamp, importId });
  const row = await withCompany(orm, connection.companyId, (em) => em.findOne(FileImport, { id: importId }));
  if (row !== null && !importEnds.includes(row.state) && row.state !== 'needs_columns') return;
  if (row !== null) await settle(dropped, row.state === 'done' ? done : refused, reportOfImport(row), stamp);
  seen.delete(key);
}

async function take(orm: Database, to: Connection, fileName: string, bytes: AsyncIterable<Uint8Array>) {
  const received = await receiveFile(orm, to, { dryRun: false, fileName, now: new Date() }, bytes);
  return 'importId' in received ? received.importId : received.kind;
}

async function stampOf(path: Buffer): Promise<string> {
  const { size, mtimeMs, ino } = await stat(path);
  return [size, mtimeMs, ino].join(':');
}

/** Fails at its end when the file has changed while it was read: then nothing of it is kept. */
async function* wholeFile(path: Buffer, stamp: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
  if ((await stampOf(path)) !== stamp) throw new Error('the file changed while it was read');
}

/** Where a folder is named wrongly, why. */
async function connectionOf(orm: Database, { slug, connectionId }: Dropped): Promise<Connection | string> {
  const company = await withRelay(orm, (em) => em.findOne(Company, { slug }, { fields: ['id'] }));
  if (company === null) return 'unknown_company';
  const found = await withCompany(orm, company.id, (em) => em.findOne(Connection, { id: connectionId }));
  if (found === null || found.state === 'deleted') return 'unknown_connection';
  if (roadOf(found) === null) return 'connection_takes_no_files';
  return found;
}

/** Moves the file beside a report of what came of it; one of that name that is there already is kept. */
async function settle(
  dropped: Dropped,
  where: typeof done | typeof refused,
  report: object,
  stamp: string,
): Promise<void> {
  const { folder, file, connectionId } = dropped;
  const to = join(folder, where);
  await mkdir(to, { recursive: true });
  const tag = createHash('sha256')
    .update(`${connectionId}:${nameOf(file)}:${stamp}`)
    .digest('hex')
    .slice(0, 8);
  const kept = `${tag}-${shortened(nameOf(file))}`;
  await writeFile(join(to, `${kept}.report.json`), `${JSON.stringify(report, null, 2)}\n`);
  await rename(pathOf(dropped), join(to, kept));
}

/** What of a name leaves room, in the 255 bytes that a name may have, for what is written before and behind it. */
const maxNameBytes = 230;
const maxExtensionBytes = 10;

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= maxNameBytes) return name;
  const { ext } = parse(name);
  const stem = Buffer.from(name).subarray(0, maxNameBytes - maxExtensionBytes);
  const whole = stem.toString().replace(/\uFFFD+$/, '');
  return Buffer.byteLength(ext) <= maxExtensionBytes ? `${whole}${ext}` : whole;
}
