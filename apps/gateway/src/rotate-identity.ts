/** Seals again what CONNECTION_SECRET_KEY seals in the database `identity`, as the owner of its schema (IDENTITY_MIGRATION_URL). */
import { runRotationJob } from '@goen/service-kit/rotation';
import { identitySealedColumns } from './identity/sign-in/sealed-columns.ts';

await runRotationJob({
  urlName: 'IDENTITY_MIGRATION_URL',
  keyName: 'CONNECTION_SECRET_KEY',
  columns: identitySealedColumns,
});
