/** Seals again what CONNECTION_SECRET_KEY seals in the database `cases`, as the owner of its schema (CASES_MIGRATION_URL). */
import { connectionSealedColumns } from '@goen/case-store';
import { runRotationJob } from '@goen/service-kit/rotation';

await runRotationJob({
  urlName: 'CASES_MIGRATION_URL',
  keyName: 'CONNECTION_SECRET_KEY',
  columns: connectionSealedColumns,
});
