import { freshDatabases } from '@goen/postgres-server/vitest';
import { migrate, openDatabase } from '@goen/service-kit/database';
import { type ExpectedRights, listRightFaults } from '@goen/testing/database-rights';
import { expect, inject, test } from 'vitest';
import { creditDatabase } from './database-spec.ts';

const reason = 'credit-service posts for many companies in one transaction';
const rights: ExpectedRights = {
  owner: 'credit_owner',
  grants: {
    credit_app: {
      select: ['mikro_orm_migrations'],
      'insert, select': ['journal_entry', 'journal_line'],
      'insert, select, update': ['balance'],
    },
  },
  unprotected: {
    mikro_orm_migrations: 'the names of migrations',
    ...Object.fromEntries(['journal_entry', 'journal_line', 'balance'].map((table) => [table, reason])),
  },
};

test('the service has the rights that it needs, and nothing is granted to everybody or by default', async () => {
  const { credit } = await freshDatabases(inject('postgresAdminUrl'));
  await migrate(creditDatabase, credit.migrationUrl);
  const owner = await openDatabase(creditDatabase, { url: credit.migrationUrl });
  expect(await listRightFaults(owner, rights)).toEqual([]);
  await owner.close(true);
});
