/**
 * `npm run restore [-- --from NAME]`, its part for the databases: loads a backup (the newest) into four databases that
 * were provisioned and migrated, and are empty. In an image: `node infra/postgres/src/restore-job.ts`. Ends with one line
 * of JSON. Exit codes: 1, nothing was restored; 2, the command is wrong.
 */
import { parseArgs } from 'node:util';
import { BackupError } from './backup/backup-error.ts';
import { readKeyFingerprints } from './backup/key-fingerprints.ts';
import { readBackupEnvironment } from './backup/read-environment.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { findBackup, readIdentities } from './backup/settings.ts';

const startMs = performance.now();
const report = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function readName(): string | undefined {
  try {
    return parseArgs({ options: { from: { type: 'string' } } }).values.from;
  } catch {
    process.stderr.write('Usage: npm run restore [-- --from NAME]\n');
    process.exit(2);
  }
}

const name = readName();
try {
  const env = readBackupEnvironment(process.env);
  const identities = readIdentities(env);
  if (identities.length === 0) throw new BackupError('Set BACKUP_IDENTITY_FILE: the key that opens the backup.');
  const backup = findBackup(env, name);
  report(`Restoring ${backup.name}, of ${backup.manifest.at} …`);
  await restoreBackup({ env, backup, identities, keys: readKeyFingerprints(env), report });
  const seconds = Math.round((performance.now() - startMs) / 100) / 10;
  report(JSON.stringify({ name: backup.name, at: backup.manifest.at, version: backup.manifest.version, seconds }));
} catch (error) {
  process.stderr.write(`${error instanceof BackupError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
