import { freshDatabases } from '@goen/postgres-server/vitest';
import { openDatabase } from '@goen/service-kit/database';
import { listColumnDifferences } from '@goen/testing/column-differences';
import { expect, inject, test } from 'vitest';
import { mailDatabase } from './database-spec.ts';

test('the tables match the entities', async () => {
  const { mail } = await freshDatabases(inject('postgresAdminUrl'));
  const orm = await openDatabase(mailDatabase, mail);
  expect(await listColumnDifferences(orm)).toEqual([]);
  await orm.close(true);
});
