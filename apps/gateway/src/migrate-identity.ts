/** The migration job of the database `identity`, as the owner of its schema (IDENTITY_MIGRATION_URL). */
import { runMigrations } from '@goen/service-kit/migration-job';
import { migrateIdentity } from './identity/sign-in/identity-database.ts';

await runMigrations(migrateIdentity, 'IDENTITY_MIGRATION_URL');
