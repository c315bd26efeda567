import { join } from 'node:path';
import { BackupError } from './backup-error.ts';
import { findMissingKeys, type KeyFingerprints } from './key-fingerprints.ts';
import { listMigrations, listTables, type Table } from './list-tables.ts';
import { loadDump } from './load-dump.ts';
import type { Backup } from './manifest.ts';
import { closeOwners, connectOwners, type Owner } from './owners.ts';
import { readSealedFile, readSums } from './sealed-file.ts';

/** Compares every file with its checksum, and with `identities` reads it to its end. Throws a BackupError. */
export async function checkBackup({ folder, manifest }: Backup, identities: readonly string[]): Promise<void> {
  for (const { file, bytes, sha256 } of Object.values(manifest.databases)) {
    const path = join(folder, file);
    const sums = await readSums(path).catch((error: Error) => {
      throw new BackupError(`Cannot read ${path}: ${error.message}`);
    });
    if (sums.bytes !== bytes || sums.sha256 !== sha256) throw new BackupError(`${path} was changed or is cut off.`);
    if (identities.length > 0) for await (const _ of readSealedFile(path, identities));
  }
}

/** Throws a BackupError that names the variables whose keys are not those of the time of the backup. */
export function requireKeys({ manifest }: Backup, here: KeyFingerprints): void {
  const missing = findMissingKeys(manifest.keys, here);
  if (missing.length === 0) return;
  throw new BackupError(
    `These are not the keys of the backup: ${missing.join(', ')}. What was sealed with them could not be opened.`,
  );
}

export type RestoreOptions = {
  readonly env: NodeJS.ProcessEnv;
  readonly backup: Backup;
  readonly identities: readonly string[];
  readonly keys: KeyFingerprints;
  readonly report: (line: string) => void;
};

/**
 * Loads a backup into four migrated, empty databases; all of it or nothing. Refuses before it writes anything: files that
 * are not whole, keys of another installation, other migrations than those of the backup, and tables with rows.
 */
export async function restoreBackup({ env, backup, identities, keys, report }: RestoreOptions): Promise<void> {
  requireKeys(backup, keys);
  await checkBackup(backup, []);
  const owners = await connectOwners(env);
  try {
    for (const owner of owners) await requireReady(owner, backup);
    for (const owner of owners) {
      await load(owner, backup, identities);
      report(`Loaded the database ${owner.database}.`);
    }
    for (const { client } of owners) await client.query('commit');
    for (const { client } of owners) await client.query('analyze');
  } finally {
    // What was not committed is rolled back.
    await closeOwners(owners);
  }
}

async function requireReady(owner: Owner, { manifest }: Backup): Promise<void> {
  const { database, client } = owner;
  const { migrations } = manifest.databases[database];
  const here = await listMigrations(owner);
  const tables = await listTables(owner);
  if (tables.length === 0)
    throw new BackupError(`The database ${database} has no tables. Run "npm run migrate" first.`);
  const lacks = migrations.filter((name) => !here.includes(name));
  const beyond = here.filter((name) => !migrations.includes(name));
  if (lacks.length > 0 || beyond.length > 0) {
    throw new BackupError(
      `The database ${database} is not at the migration of the backup, ${migrations.at(-1)}: it ${
        lacks.length > 0 ? `lacks ${lacks.length}` : `is ${beyond.length} ahead`
      }. Migrate an empty one with --until ${migrations.at(-1)} (docs/operating.md), or use version ${manifest.version}.`,
    );
  }
  for (const { name } of tables) {
    const { rows } = await client.query<{ used: boolean }>(`select exists (select from ${name}) as used`);
    if (rows[0]?.used) {
      throw new BackupError(`The database ${database} is not empty: ${name} has rows. Nothing is ever overwritten.`);
    }
  }
}

/** Neither triggers nor policies have anything to decide about rows that passed them once. */
async function load(owner: Owner, { folder, manifest }: Backup, identities: readonly string[]): Promise<void> {
  const { client, database } = owner;
  const { file, rows: expected } = manifest.databases[database];
  await client.query('begin');
  const { rows: forced } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r' and relforcerowsecurity`,
  );
  const tables = await listTables(owner);
  await alterAll(owner, tables, 'disable trigger user');
  for (const { name } of forced) await client.query(`alter table ${name} no force row level security`);
  const loaded = await loadDump(owner, readSealedFile(join(folder, file), identities));
  for (const { name } of forced) await client.query(`alter table ${name} force row level security`);
  await alterAll(owner, tables, 'enable trigger user');
  for (const [table, count] of Object.entries(expected)) {
    if (loaded.get(table) === count) continue;
    throw new BackupError(`${database}.${table} has ${loaded.get(table) ?? 0} rows instead of ${count}.`);
  }
}

async function alterAll({ client }: Owner, tables: readonly Table[], change: string): Promise<void> {
  for (const { name } of tables) await client.query(`alter table ${name} ${change}`);
}
