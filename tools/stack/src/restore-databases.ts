import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { provision, type ServiceDatabase, type ServiceUrls, serviceDatabases } from '@goen/postgres-server';
import {
  type Backup,
  BackupError,
  checkBackup,
  findBackup,
  readIdentities,
  readKeyFingerprints,
  requireKeys,
  restoreBackup,
} from '@goen/postgres-server/backup';
import { root } from './paths.ts';
import { runMigration } from './run-migration.ts';

export type RestoreOptions = {
  /** Of the PostgreSQL to restore to, as `npm run provision` wants it. */
  readonly adminUrl: string;
  readonly getPassword: (role: string) => string;
  /** The keys, BACKUP_FOLDER, and BACKUP_IDENTITY or BACKUP_IDENTITY_FILE. */
  readonly env: NodeJS.ProcessEnv;
  /** Name or path; undefined: the newest. */
  readonly from: string | undefined;
  readonly report: (line: string) => void;
};
export type Restored = { readonly backup: Backup; readonly databases: Readonly<Record<ServiceDatabase, ServiceUrls>> };

/**
 * Restores the four databases to an empty PostgreSQL, while no service runs: roles and databases, the tables of the time of
 * the backup, its rows, the migrations since. Then holds every mail that was due, since it may have left after the backup.
 */
export async function restoreDatabases({
  adminUrl,
  getPassword,
  env,
  from,
  report,
}: RestoreOptions): Promise<Restored> {
  const identities = readIdentities(env);
  if (identities.length === 0) throw new BackupError('Set BACKUP_IDENTITY_FILE: the key that opens the backup.');
  const keys = readKeyFingerprints(env);
  const backup = findBackup(env, from);
  report(`Restoring ${backup.name}, of ${backup.manifest.at}, made by version ${backup.manifest.version} …`);
  requireKeys(backup, keys);
  await checkBackup(backup, []);
  const databases = await provision(adminUrl, { getPassword, report });
  const owners = Object.fromEntries(
    serviceDatabases.map((name) => [`${name.toUpperCase()}_MIGRATION_URL`, databases[name].migrationUrl]),
  );
  const migrate = (toLast: (name: ServiceDatabase) => string | undefined) =>
    Promise.all(serviceDatabases.map((name) => runMigration(name, databases[name].migrationUrl, toLast(name))));
  await migrate((name) => backup.manifest.databases[name].migrations.at(-1));
  await restoreBackup({ env: owners, backup, identities, keys, report });
  report('Migrating to this version …');
  await migrate(() => undefined);
  report(await holdMails(databases.cases));
  return { backup, databases };
}

async function holdMails({ url, operatorUrl }: ServiceUrls): Promise<string> {
  const main = join(root, 'apps/gateway/src/cli/main.ts');
  const env = { PATH: process.env.PATH, CASES_DATABASE_URL: url, CASES_OPERATOR_URL: operatorUrl };
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'mails', 'hold-due'], { env });
  return stdout.trim();
}
