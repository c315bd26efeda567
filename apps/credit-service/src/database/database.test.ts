import { freshDatabases } from '@goen/postgres-server/vitest';
import { openDatabase } from '@goen/service-kit/database';
import { listColumnDifferences } from '@goen/testing/column-differences';
import { expect, inject, test } from 'vitest';
import { creditDatabase } from './database-spec.ts';

test('the tables are those of the entities', async () => {
  const { credit } = await freshDatabases(inject('postgresAdminUrl'));
  const orm = await openDatabase(creditDatabase, credit);
  expect(await listColumnDifferences(orm)).toEqual([]);
  await orm.close(true);
});
