/**
 * `npm run migrate`: migrates the databases, each as the owner of its schema, before services of a new version start.
 * With DATABASE_URL it first creates missing roles and databases, whose passwords are in `<ROLE>_PASSWORD`; without, it
 * migrates the databases whose owner's URL is in `<DATABASE>_MIGRATION_URL`. `npm start` and the demo do this by themselves.
 */
import { provision, readPassword, type ServiceDatabase, serviceDatabases } from '@goen/postgres-server';
import { runMigration } from './run-migration.ts';

async function readOwnerUrls(): Promise<(readonly [ServiceDatabase, string])[]> {
  if (process.env.DATABASE_URL) {
    const databases = await provision(process.env.DATABASE_URL, { getPassword: readPassword, report: console.log });
    console.log('Roles and databases are there.');
    return Object.entries(databases).map(([name, urls]) => [name as ServiceDatabase, urls.migrationUrl]);
  }
  return serviceDatabases.flatMap((name) => {
    const url = process.env[`${name.toUpperCase()}_MIGRATION_URL`];
    return url ? [[name, url] as const] : [];
  });
}

try {
  const owners = await readOwnerUrls();
  if (owners.length === 0) throw new Error('Set DATABASE_URL, or CASES_, MAIL_, CREDIT_ and IDENTITY_MIGRATION_URL.');
  for (const [name, url] of owners) {
    await runMigration(name, url);
    console.log(`Migrated the database ${name}.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
