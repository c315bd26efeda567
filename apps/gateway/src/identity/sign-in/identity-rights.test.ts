import { caseStoreSpec } from '@goen/case-store';
import { freshDatabases } from '@goen/postgres-server/vitest';
import { connectDatabase } from '@goen/service-kit/database';
import { listRightFaults } from '@goen/testing/database-rights';
import { expect, inject, test } from 'vitest';
import { migrateIdentity } from './identity-database.ts';

const tables = ['account', 'passkey', 'session', 'signInLimit', 'ssoProvider', 'user', 'verification'];
const reason = 'who signs in is known before a company is; memberships are in another database';

test('the role of sign-in has the rights that it needs, and nothing is granted to everybody or by default', async () => {
  const { identity } = await freshDatabases(inject('postgresAdminUrl'));
  await migrateIdentity(identity.migrationUrl);
  const owner = await connectDatabase(caseStoreSpec, identity.migrationUrl, 1);
  const expected = {
    owner: 'identity_owner',
    grants: { identity_app: { 'delete, insert, select, update': tables } },
    unprotected: Object.fromEntries(tables.map((table) => [table, reason])),
  };
  expect(await listRightFaults(owner, expected)).toEqual([]);
  await owner.close(true);
});
