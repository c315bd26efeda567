/** Seals stored mails again after MAIL_BODY_KEY has changed, as the owner of the schema (MAIL_MIGRATION_URL). */
import { runRotationJob } from '@goen/service-kit/rotation';
import { sealedColumns } from './messages/sealed-columns.ts';

await runRotationJob({ urlName: 'MAIL_MIGRATION_URL', keyName: 'MAIL_BODY_KEY', columns: sealedColumns });
