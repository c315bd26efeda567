import { freshDatabases } from '@goen/postgres-server/vitest';
import { columnDifferences, openDatabase } from '@goen/service-kit/database';
import { expect, inject, test } from 'vitest';
import { creditDatabase } from './database-spec.ts';

test('the tables are those of the entities', async () => {
  const { credit } = await freshDatabases(inject('postgresAdminUrl'));
  const orm = await openDatabase(creditDatabase, credit);
  expect(await columnDifferences(orm)).toEqual([]);
  await orm.close(true);
});
