/**
 * `npm run backup [-- list | check | new-key | fingerprints]`: the job of infra/postgres, with the settings of its
 * environment or, without databases of one's own, those of the stack that `npm start` runs: into .data/backups, and with
 * keys that the first backup makes.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBackupKeys } from '@goen/postgres-server/backup';
import { hasOwnDatabases, readLocalOwners } from './local-settings.ts';
import { dataRoot, root } from './paths.ts';

async function readLocalEnvironment(): Promise<Record<string, string>> {
  const folder = process.env.BACKUP_FOLDER ?? join(dataRoot, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const identityFile = join(dataRoot, 'backup-key.txt');
  const local = { BACKUP_FOLDER: folder, BACKUP_IDENTITY_FILE: process.env.BACKUP_IDENTITY_FILE ?? identityFile };
  const args = process.argv.slice(2);
  if (args[0] !== undefined && args[0] !== 'create' && args[0] !== 'fingerprints') return local;
  if (!process.env.BACKUP_RECIPIENTS && !existsSync(identityFile)) {
    writeFileSync(identityFile, (await createBackupKeys()).file, { mode: 0o600 });
    console.log(`The key that opens these backups is in ${identityFile}: keep a copy elsewhere.`);
  }
  const recipient = process.env.BACKUP_RECIPIENTS ?? /age1\w+/.exec(readFileSync(identityFile, 'utf8'))?.[0] ?? '';
  return { ...readLocalOwners(join(dataRoot, 'stack')), ...local, BACKUP_RECIPIENTS: recipient };
}

try {
  const env = hasOwnDatabases(process.env) ? process.env : { ...process.env, ...(await readLocalEnvironment()) };
  const job = join(root, 'infra/postgres/src/backup-job.ts');
  const { status } = spawnSync(process.execPath, [job, ...process.argv.slice(2)], { stdio: 'inherit', env });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
