import { setImmediate } from 'node:timers/promises';
import { freshDatabases } from '@goen/postgres-server/vitest';
import { expect, inject, test } from 'vitest';
import { openCaseStore } from './sessions.ts';

test('a store can be closed while a connection opens', async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  for (let turns = 0; turns < 10; turns += 1) {
    const orm = await openCaseStore(cases);
    // The pool has one idle connection, so that of these one opens another.
    const queries = [1, 2].map(() => orm.em.fork().execute('select 1'));
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    const closed = orm.close(true);
    await Promise.allSettled(queries);
    await expect(closed).resolves.toBeUndefined();
  }
});
