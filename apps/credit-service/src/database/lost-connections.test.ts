import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LedgerFixture, startLedgerFixture } from '../testing/ledger-fixture.ts';

let fixture: LedgerFixture;
beforeAll(async () => {
  fixture = await startLedgerFixture();
});
afterAll(() => fixture?.close());

test('connections that the server ends in a transaction leave the pool, and it can be closed', async () => {
  const orm = await fixture.another();
  for (let times = 0; times < 12; times += 1) {
    const work = orm.em.fork().transactional(async (em) => {
      await em.execute('select 1');
      await fixture.killOneConnection();
      await em.execute('select 1');
    });
    await expect(work).rejects.toThrow(/terminat|not queryable|ECONNRESET/);
  }
  expect(await orm.em.fork().execute('select 1 as one')).toEqual([{ one: 1 }]);
  await orm.close(true);
});
