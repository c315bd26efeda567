import { freshDatabases } from '@goen/postgres-server/vitest';
import { migrate, openDatabase } from '@goen/service-kit/database';
import { type ExpectedRights, listRightFaults } from '@goen/testing/database-rights';
import { expect, inject, test } from 'vitest';
import { mailDatabase } from './database-spec.ts';

const reason = 'mail-service sends for all companies in one batch, and suppresses an address for all of them';
const rights: ExpectedRights = {
  owner: 'mail_owner',
  grants: {
    mail_app: {
      select: ['mikro_orm_migrations'],
      'insert, select': ['suppression_removal', 'wording_version'],
      'insert, select, update': ['rate_limit', 'retention_run', 'retention_setting', 'sender_domain'],
      'delete, insert, select, update': ['case_notice', 'message', 'provider_event', 'send_batch', 'suppression'],
    },
  },
  unprotected: {
    mikro_orm_migrations: 'the names of migrations',
    retention_run: 'counts of what was purged',
    retention_setting: 'days, set by the operator for all companies',
    ...Object.fromEntries(
      [
        'message',
        'send_batch',
        'provider_event',
        'case_notice',
        'sender_domain',
        'suppression',
        'suppression_removal',
        'wording_version',
        'rate_limit',
      ].map((table) => [table, reason]),
    ),
  },
};

test('the service has the rights that it needs, and nothing is granted to everybody or by default', async () => {
  const { mail } = await freshDatabases(inject('postgresAdminUrl'));
  await migrate(mailDatabase, mail.migrationUrl);
  const owner = await openDatabase(mailDatabase, { url: mail.migrationUrl });
  expect(await listRightFaults(owner, rights)).toEqual([]);
  await owner.close(true);
});
