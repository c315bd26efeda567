/**
 * `npm run backup [-- list | check | new-key | fingerprints]`: backs up the four databases as of one point, and deletes
 * backups that are no longer kept. In an image: `node infra/postgres/src/backup-job.ts`. Ends with one line of JSON.
 * Exit codes: 1, it failed; 2, there is no such command.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BackupError } from './backup/backup-error.ts';
import { createBackupKeys } from './backup/backup-keys.ts';
import { createBackup } from './backup/create-backup.ts';
import { formatFingerprints, readKeyFingerprints } from './backup/key-fingerprints.ts';
import { type Backup, listBackups } from './backup/manifest.ts';
import { readBackupEnvironment } from './backup/read-environment.ts';
import { checkBackup } from './backup/restore-backup.ts';
import { prune } from './backup/retention.ts';
import { findBackup, readBackupSettings, readIdentities } from './backup/settings.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const summarise = ({ name, manifest }: Backup) => ({
  name,
  at: manifest.at,
  version: manifest.version,
  bytes: sum(Object.values(manifest.databases).map(({ bytes }) => bytes)),
  rows: sum(Object.values(manifest.databases).flatMap(({ rows }) => Object.values(rows))),
});

async function back(env: NodeJS.ProcessEnv): Promise<void> {
  const startMs = performance.now();
  const { folder, recipients, keep } = readBackupSettings(env);
  const keys = readKeyFingerprints(env);
  const backup = await createBackup({ env, folder, recipients, keys, version: readVersion() });
  const deleted = prune(folder, keep, Date.now());
  const seconds = Math.round((performance.now() - startMs) / 100) / 10;
  print(JSON.stringify({ ...summarise(backup), seconds, attempts: backup.attempts, deleted }));
}

type Run = (env: NodeJS.ProcessEnv, from: string | undefined) => Promise<void> | void;
const commands: Readonly<Record<string, Run>> = {
  create: back,
  list: (env) => {
    if (!env.BACKUP_FOLDER) throw new BackupError('BACKUP_FOLDER is missing.');
    for (const backup of listBackups(env.BACKUP_FOLDER)) print(JSON.stringify(summarise(backup)));
  },
  check: async (env, from) => {
    const backup = findBackup(env, from);
    const identities = readIdentities(env);
    await checkBackup(backup, identities);
    print(JSON.stringify({ ...summarise(backup), opened: identities.length > 0 }));
  },
  'new-key': async () => {
    const { file, recipient } = await createBackupKeys();
    process.stdout.write(file);
    process.stderr.write(
      `BACKUP_RECIPIENTS=${recipient}\nKeep the rest away from the server and the backups: it opens them.\n`,
    );
  },
  fingerprints: (env) => {
    print(`KEY_FINGERPRINTS=${formatFingerprints(readKeyFingerprints(env))}`);
  },
};

/** Of the release. */
function readVersion(): string {
  const file = new URL('../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

const usage = `Usage: npm run backup [-- COMMAND]
  create           a backup, then deletes what is no longer kept (without a command)
  list             the backups in BACKUP_FOLDER, the newest first
  check [--from NAME]  compares a backup (the newest) with its checksums; with BACKUP_IDENTITY_FILE reads it to its end
  new-key          a new pair of keys: what opens backups, and BACKUP_RECIPIENTS, which only makes them
  fingerprints     KEY_FINGERPRINTS of the keys in the environment, for a job that has no keys`;

/** Null: it is none. */
function readCommand(): (() => Promise<void> | void) | null {
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { from: { type: 'string' } } });
    const command = commands[positionals.length > 1 ? '' : (positionals[0] ?? 'create')];
    return command ? () => command(readBackupEnvironment(process.env), values.from) : null;
  } catch {
    return null;
  }
}

const command = readCommand();
if (command === null) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
try {
  await command();
} catch (error) {
  process.stderr.write(`${error instanceof BackupError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
