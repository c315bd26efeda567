import { freshDatabases } from '@goen/postgres-server/vitest';
import { executePrepared, sendPrepared } from '@goen/service-kit/database';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { type Database, type Em, openCaseStore, withIntake } from './sessions.ts';

const company = '00000000-0000-4000-8000-000000000001';
const divide = { name: 'divide', text: 'select 1 / $1::int as quotient' };

let orm: Database;
beforeEach(async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  // One connection: what is not released would block the next transaction.
  orm = await openCaseStore({ ...cases, maxConnections: 1 });
});
afterEach(() => orm.close(true));

const readCompany = (em: Em) =>
  executePrepared<{ company: string }>(em, { name: 'read', text: 'select app_company()::text as company' }, []);

test('a transaction is one of its company, and its statements see what those sent before them did', async () => {
  expect(await withIntake(orm, company, readCompany)).toEqual([{ company }]);
});

test.each([
  ['before another', async (em: Em) => void (await readCompany(em))],
  ['at the end', async () => {}],
])(
  'the error of a statement sent %s is thrown, not what follows from it, and nothing is committed',
  async (_, then) => {
    const write = { name: 'write', text: "select set_config('app.seen', 'yes', false)" };
    const work = async (em: Em) => {
      await sendPrepared(em, write, []);
      await sendPrepared(em, divide, [0]);
      await then(em);
    };
    await expect(withIntake(orm, company, work)).rejects.toMatchObject({ code: '22012' });
    const [row] = await orm.em
      .fork()
      .execute<{ seen: string | null }[]>(`select current_setting('app.seen', true) as seen`);
    expect(row?.seen ?? '').toBe('');
  },
);

test('an error of the work itself rolls back what was sent', async () => {
  const work = async (em: Em) => {
    await sendPrepared(em, divide, [1]);
    throw new Error('refused');
  };
  await expect(withIntake(orm, company, work)).rejects.toThrow('refused');
  expect(await withIntake(orm, company, readCompany)).toEqual([{ company }]);
});

test('a connection that breaks before the transaction begins is released', async () => {
  const [row] = await orm.em.fork().execute<{ pid: number }[]>('select pg_backend_pid() as pid');
  await orm.em
    .fork()
    .execute(`select pg_terminate_backend(${row?.pid})`)
    .catch(() => undefined);
  await withIntake(orm, company, readCompany).catch(() => undefined);
  expect(await withIntake(orm, company, readCompany)).toEqual([{ company }]);
});
