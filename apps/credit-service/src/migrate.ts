/** `npm run migrate -w @goen/credit-service`: migrates the database `credit` as the owner of its schema (CREDIT_MIGRATION_URL). */
import { runMigrationJob } from '@goen/service-kit/migration-job';
import { creditDatabase } from './database/database-spec.ts';

await runMigrationJob(creditDatabase, 'CREDIT_MIGRATION_URL');
