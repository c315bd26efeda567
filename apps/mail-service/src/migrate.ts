/** `npm run migrate -w @goen/mail-service`: migrates the database `mail` as the owner of its schema (MAIL_MIGRATION_URL). */
import { runMigrationJob } from '@goen/service-kit/migration-job';
import { mailDatabase } from './database/database-spec.ts';

await runMigrationJob(mailDatabase, 'MAIL_MIGRATION_URL');
