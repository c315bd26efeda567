/** Seals again what WEBHOOK_SECRET_KEY seals in the database `cases`, as the owner of its schema (CASES_MIGRATION_URL). */
import { webhookSealedColumns } from '@goen/case-store';
import { runRotationJob } from '@goen/service-kit/rotation';

await runRotationJob({
  urlName: 'CASES_MIGRATION_URL',
  keyName: 'WEBHOOK_SECRET_KEY',
  columns: webhookSealedColumns,
});
