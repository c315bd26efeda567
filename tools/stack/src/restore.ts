/**
 * `npm run restore [-- --from NAME --data FOLDER]`: restores the newest backup to an empty PostgreSQL: that of DATABASE_URL,
 * with the passwords in `<ROLE>_PASSWORD`, or a new one in FOLDER, for `npm start -- --data FOLDER`, where secrets.json of
 * the lost stack must be. Exit codes: 1, it failed or was refused; 2, the command is wrong.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readPassword, startPostgres } from '@goen/postgres-server';
import { BackupError, readBackupEnvironment } from '@goen/postgres-server/backup';
import { toKeyEnvironment } from './local-settings.ts';
import { dataRoot } from './paths.ts';
import { restoreDatabases } from './restore-databases.ts';
import { deriveDatabasePassword, loadSecrets } from './secrets.ts';

const next = `Next, before anybody works with it (docs/operating.md#restore):
1. Temporal: an empty one, and npm run temporal -- setup (npm start does it by itself).
2. Start the services. Due mails are held, so that nothing leaves twice.
3. npm run admin -- workflows wake: every case, introduction, re-invitation, import and connection gets its workflow.
4. Decide about the held mails in the queue: release those that the provider never got, cancel the others.`;

function readOptions() {
  try {
    return parseArgs({ options: { from: { type: 'string' }, data: { type: 'string' } } }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\nUsage: npm run restore [-- --from NAME --data FOLDER]`);
    process.exit(2);
  }
}

async function restore(from: string | undefined, data: string | undefined): Promise<void> {
  const report = (line: string) => console.log(line);
  const env = readBackupEnvironment(process.env);
  if (env.DATABASE_URL) {
    await restoreDatabases({ adminUrl: env.DATABASE_URL, getPassword: readPassword, env, from, report });
    return;
  }
  if (data === undefined) throw new BackupError('Set DATABASE_URL, or --data: a folder for a new local stack.');
  if (!existsSync(join(data, 'secrets.json'))) {
    throw new BackupError(`Copy secrets.json of the stack to ${data} first: it has the keys and passwords.`);
  }
  if (existsSync(join(data, 'postgres'))) throw new BackupError(`${data} has a PostgreSQL: nothing is overwritten.`);
  const secrets = loadSecrets(data);
  const local = readBackupEnvironment({
    BACKUP_FOLDER: join(dataRoot, 'backups'),
    BACKUP_IDENTITY_FILE: join(dataRoot, 'backup-key.txt'),
    ...process.env,
    ...toKeyEnvironment(secrets),
  });
  const server = await startPostgres({ dir: join(data, 'postgres') });
  try {
    const getPassword = (role: string) => deriveDatabasePassword(secrets, role);
    await restoreDatabases({ adminUrl: server.adminUrl, getPassword, env: local, from, report });
  } finally {
    await server.stop();
  }
}

const { from, data } = readOptions();
try {
  await restore(from, data);
  console.log(`\n${next}`);
} catch (error) {
  console.error(error instanceof BackupError ? error.message : error);
  process.exitCode = 1;
}
