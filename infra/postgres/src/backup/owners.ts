import { Client, escapeIdentifier } from 'pg';
import { databaseRoles, type ServiceDatabase, serviceDatabases } from '../roles.ts';
import { BackupError } from './backup-error.ts';

/** A connection that acts as the owner of a database: it sees and writes every row, and is nothing else. */
export type Owner = { readonly database: ServiceDatabase; readonly client: Client };

/**
 * Connects to the four databases as their owners: by `<DATABASE>_MIGRATION_URL`, or through DATABASE_URL, whose role can
 * become each owner (`npm run provision` with it sees to that). The caller closes them.
 */
export async function connectOwners(env: NodeJS.ProcessEnv): Promise<Owner[]> {
  const owners: Owner[] = [];
  try {
    for (const database of serviceDatabases) {
      const { url, role } = toAddress(env, database);
      // A dump is one long statement after another; nothing here waits for a person.
      const options = '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c timezone=UTC';
      const client = new Client({ connectionString: url, application_name: 'goen-backup', options, keepAlive: true });
      // Without a listener, a server that goes away would end the process; the next query reports it.
      client.on('error', () => {});
      await client.connect().catch((error: Error) => {
        throw new BackupError(`Cannot connect to the database ${database}: ${error.message}`);
      });
      owners.push({ database, client });
      if (role !== null) await client.query(`set role ${escapeIdentifier(role)}`);
    }
    return owners;
  } catch (error) {
    await closeOwners(owners);
    throw error;
  }
}

export async function closeOwners(owners: readonly Owner[]): Promise<void> {
  await Promise.allSettled(owners.map(({ client }) => client.end()));
}

function toAddress(env: NodeJS.ProcessEnv, database: ServiceDatabase): { url: string; role: string | null } {
  const name = `${database.toUpperCase()}_MIGRATION_URL`;
  const own = env[name];
  if (own) return { url: own, role: null };
  if (!env.DATABASE_URL) throw new BackupError(`Set DATABASE_URL, or ${name} and those of the other databases.`);
  const url = Object.assign(new URL(env.DATABASE_URL), { pathname: `/${database}` });
  return { url: url.href, role: databaseRoles[database].owner };
}
