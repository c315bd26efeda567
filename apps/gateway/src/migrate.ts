/** `npm run migrate -w @goen/gateway`: migrates the database `cases` as the owner of its schema (CASES_MIGRATION_URL). */
import { caseStoreSpec } from '@goen/case-store';
import { runMigrationJob } from '@goen/service-kit/migration-job';

await runMigrationJob(caseStoreSpec, 'CASES_MIGRATION_URL');
