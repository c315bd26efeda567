import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceDatabase } from '../roles.ts';
import type { KeyFingerprints } from './key-fingerprints.ts';
import { listMigrations } from './list-tables.ts';
import { type Backup, type Manifest, manifestFile, toBackupName } from './manifest.ts';
import { openAtOnePoint } from './one-point.ts';
import { closeOwners, connectOwners, type Owner } from './owners.ts';
import { writeSealedFile } from './sealed-file.ts';
import { writeDump } from './write-dump.ts';

type BackupOptions = {
  readonly env: NodeJS.ProcessEnv;
  /** Where backups are; it must exist. */
  readonly folder: string;
  readonly recipients: readonly string[];
  readonly keys: KeyFingerprints;
  readonly version: string;
};

/**
 * Backs up the four databases as of one point, into a new folder, while the services work. The folder gets its name once
 * all of it is on the disk: one without `.partial` is whole.
 */
export async function createBackup(options: BackupOptions): Promise<Backup & { readonly attempts: number }> {
  const { folder, recipients, keys, version } = options;
  const owners = await connectOwners(options.env);
  try {
    const { at, snapshot, attempts } = await openAtOnePoint(owners);
    const name = toBackupName(at);
    const partial = join(folder, `${name}.partial`);
    mkdirSync(partial, { mode: 0o700 });
    try {
      const databases = await Promise.all(owners.map((owner) => dump(owner, partial, recipients)));
      const manifest: Manifest = {
        format: 1,
        at,
        snapshot,
        finishedAt: new Date().toISOString(),
        version,
        postgres: await readServerVersion(owners),
        keys: Object.fromEntries(Object.entries(keys).map(([key, of]) => [key, [...of]])),
        recipients: [...recipients],
        databases: Object.fromEntries(databases) as Manifest['databases'],
      };
      writeFileSync(join(partial, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, {
        mode: 0o600,
        flush: true,
      });
      renameSync(partial, join(folder, name));
      return { name, folder: join(folder, name), manifest, attempts };
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      throw error;
    }
  } finally {
    await closeOwners(owners);
  }
}

async function dump(
  owner: Owner,
  folder: string,
  recipients: readonly string[],
): Promise<[ServiceDatabase, Manifest['databases'][ServiceDatabase]]> {
  const file = `${owner.database}.sql.zst.age`;
  const migrations = await listMigrations(owner);
  const rows = new Map<string, number>();
  const sums = await writeSealedFile(join(folder, file), writeDump(owner, rows), recipients);
  return [owner.database, { file, ...sums, migrations, rows: Object.fromEntries(rows) }];
}

async function readServerVersion([owner]: readonly Owner[]): Promise<string> {
  const result = await owner?.client.query<{ server_version: string }>('show server_version');
  return result?.rows[0]?.server_version ?? '';
}
