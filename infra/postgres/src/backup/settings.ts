import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupError } from './backup-error.ts';
import { type Backup, listBackups, readBackup } from './manifest.ts';
import type { Keep } from './retention.ts';

const count = (fallback: number) => z.coerce.number().int().min(1).max(1_000).default(fallback);
const schema = z.object({
  BACKUP_FOLDER: z.string().min(1),
  BACKUP_RECIPIENTS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.string().startsWith('age1', 'must be age recipients: "age1…", separated by commas')).min(1)),
  BACKUP_KEEP_HOURLY: count(24),
  BACKUP_KEEP_DAILY: count(14),
  BACKUP_KEEP_WEEKLY: count(8),
});

export type BackupSettings = { readonly folder: string; readonly recipients: readonly string[]; readonly keep: Keep };

export function readBackupSettings(env: NodeJS.ProcessEnv): BackupSettings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new BackupError(`Invalid environment:\n${lines.join('\n')}`);
  }
  const { BACKUP_FOLDER: folder, BACKUP_RECIPIENTS: recipients, ...keep } = parsed.data;
  if (!existsSync(folder)) throw new BackupError(`BACKUP_FOLDER ${folder} does not exist. Create it, or mount it.`);
  const [hourly, daily, weekly] = [keep.BACKUP_KEEP_HOURLY, keep.BACKUP_KEEP_DAILY, keep.BACKUP_KEEP_WEEKLY];
  return { folder, recipients, keep: { hourly, daily, weekly } };
}

/** From BACKUP_IDENTITY, as age-keygen and `npm run backup -- new-key` write it. */
export function readIdentities({ BACKUP_IDENTITY: text }: NodeJS.ProcessEnv): string[] {
  if (!text) return [];
  const identities = text.split(/[\s,]+/).filter((word) => word.startsWith('AGE-SECRET-KEY-'));
  if (identities.length === 0) throw new BackupError('BACKUP_IDENTITY(_FILE) holds no key: AGE-SECRET-KEY-….');
  return identities;
}

/** The backup of this name or path; without one the newest in BACKUP_FOLDER. */
export function findBackup(env: NodeJS.ProcessEnv, given: string | undefined): Backup {
  const { BACKUP_FOLDER: folder } = env;
  if (given?.includes('/')) return readBackup(given.replace(/\/+$/, ''));
  if (!folder) throw new BackupError('Set BACKUP_FOLDER, or give the path of a backup with --from.');
  if (given !== undefined) return readBackup(join(folder, given));
  const [newest] = existsSync(folder) ? listBackups(folder) : [];
  if (newest === undefined) throw new BackupError(`There is no backup in ${folder}.`);
  return newest;
}
