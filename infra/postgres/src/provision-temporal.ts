import { escapeIdentifier, escapeLiteral } from 'pg';
import { connectToPostgres } from './provision.ts';

/** As infra/temporal names them. */
const temporalRole = 'temporal';
const temporalDatabases = ['temporal', 'temporal_visibility'] as const;

/** Creates the role and the empty databases of a Temporal server on the same PostgreSQL. Idempotent. */
export async function provisionTemporal(adminUrl: string, password: string): Promise<void> {
  const admin = await connectToPostgres(adminUrl);
  try {
    await admin.query('select pg_advisory_lock(7305119)');
    const role = await admin.query('select 1 from pg_roles where rolname = $1', [temporalRole]);
    const verb = role.rowCount === 0 ? 'create' : 'alter';
    await admin.query(
      `${verb} role ${temporalRole} login nosuperuser nobypassrls nocreatedb nocreaterole password ${escapeLiteral(password)}`,
    );
    await admin.query(`grant ${temporalRole} to current_user`);
    for (const name of temporalDatabases) {
      const database = escapeIdentifier(name);
      const existing = await admin.query('select 1 from pg_database where datname = $1', [name]);
      if (existing.rowCount === 0)
        await admin.query(`create database ${database} owner ${temporalRole} template template0 encoding 'UTF8'`);
      await admin.query(`revoke all on database ${database} from public`);
    }
  } finally {
    await admin.end();
  }
}
