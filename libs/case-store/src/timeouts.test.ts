import { freshDatabases } from '@goen/postgres-server/vitest';
import { HttpProblem } from '@goen/service-kit';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { openCaseStore, withCompany } from './sessions.ts';

afterEach(() => vi.unstubAllEnvs());

const company = '00000000-0000-4000-8000-000000000001';

test('a statement and a wait for a lock end at their timeouts', async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  vi.stubEnv('DATABASE_STATEMENT_TIMEOUT_MS', '300');
  vi.stubEnv('DATABASE_LOCK_TIMEOUT_MS', '100');
  const orm = await openCaseStore({ ...cases, maxConnections: 2 });
  await expect(orm.em.fork().execute('select pg_sleep(60)')).rejects.toMatchObject({ code: '57014' });
  const lock = (work: () => Promise<unknown>) =>
    orm.em.fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(1)');
      await work();
    });
  await lock(() => expect(lock(() => Promise.resolve())).rejects.toMatchObject({ code: '55P03' }));
  await orm.close(true);
});

test('a wait for a connection ends at its timeout', async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  // It also limits how long a busy server may take to open a connection.
  vi.stubEnv('DATABASE_ACQUIRE_TIMEOUT_MS', '3000');
  const orm = await openCaseStore({ ...cases, maxConnections: 1 });
  await orm.em.fork().transactional(async (em) => {
    await em.execute('select 1');
    await expect(orm.em.fork().execute('select 1')).rejects.toThrow('timeout exceeded when trying to connect');
  });
  await orm.close(true);
});

test('a company gets its share of the connections; its others wait, and a transaction within one does not', async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  const orm = await openCaseStore({ ...cases, maxConnections: 10 });
  let [running, most] = [0, 0];
  const work = () =>
    withCompany(orm, company, async () => {
      running += 1;
      most = Math.max(most, running);
      await withCompany(orm, company, (em) => em.execute('select 1'));
      running -= 1;
    });
  await Promise.all(Array.from({ length: 20 }, work));
  expect(most).toBe(3);
  await expect(withCompany(orm, company, () => Promise.reject(new HttpProblem('not_found')))).rejects.toMatchObject({
    code: 'not_found',
  });
  await Promise.all(Array.from({ length: 5 }, work));
  await orm.close(true);
});
