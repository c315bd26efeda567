import { freshDatabases } from '@goen/postgres-server/vitest';
import { columnDifferences, openDatabase } from '@goen/service-kit/database';
import { expect, inject, test } from 'vitest';
import { mailDatabase } from './database-spec.ts';

test('the tables match the entities', async () => {
  const { mail } = await freshDatabases(inject('postgresAdminUrl'));
  const orm = await openDatabase(mailDatabase, mail);
  expect(await columnDifferences(orm)).toEqual([]);
  await orm.close(true);
});
