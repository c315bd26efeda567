import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { serviceDatabases } from '../roles.ts';
import { BackupError } from './backup-error.ts';

const databaseBackup = z.object({
  file: z.string().regex(/^[a-z]+\.sql\.zst\.age$/),
  bytes: z.int(),
  sha256: z.string(),
  migrations: z.array(z.string()),
  rows: z.record(z.string(), z.int()),
});
const manifest = z.object({
  format: z.literal(1),
  /** Of the point that the backup shows; by the clock of the database. */
  at: z.iso.datetime(),
  snapshot: z.string(),
  finishedAt: z.iso.datetime(),
  /** Of the code that made it. */
  version: z.string(),
  postgres: z.string(),
  keys: z.record(z.string(), z.array(z.string())),
  recipients: z.array(z.string()),
  databases: z.record(z.enum(serviceDatabases), databaseBackup),
});
export type Manifest = z.infer<typeof manifest>;
export type Backup = { readonly name: string; readonly folder: string; readonly manifest: Manifest };

export const manifestFile = 'manifest.json';
/** `goen-20261128T221500Z`: names sort by time. A folder that is being written ends in `.partial`. */
const namePattern = /^goen-\d{8}T\d{6}Z$/;
export const partialPattern = /^goen-\d{8}T\d{6}Z\.partial$/;
export const toBackupName = (at: string): string => `goen-${at.replace(/[-:]|\.\d+/g, '')}`;

/** The backups of a folder, the newest first. */
export function listBackups(folder: string): Backup[] {
  const names = readdirSync(folder).filter((name) => namePattern.test(name));
  return names
    .toSorted()
    .reverse()
    .map((name) => readBackup(join(folder, name)));
}

/** Throws a BackupError when the folder holds no backup, or one that this version does not read. */
export function readBackup(folder: string): Backup {
  const file = join(folder, manifestFile);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BackupError(`${folder} is not a backup: ${(error as Error).message}`);
  }
  const parsed = manifest.safeParse(content);
  if (!parsed.success) throw new BackupError(`${file} is not understood:\n${z.prettifyError(parsed.error)}`);
  return { name: folder.split('/').at(-1) ?? '', folder, manifest: parsed.data };
}
