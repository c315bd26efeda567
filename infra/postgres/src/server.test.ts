import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startPostgres } from './server.ts';

const dir = mkdtempSync(join(tmpdir(), 'goen-pg-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const query = async (url: string, sql: string) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

test('data survives SIGKILL, and a start replaces a server that was left running', async () => {
  const first = await startPostgres({ dir });
  await query(first.adminUrl, 'create table kept (n int); insert into kept values (1)');
  await first.kill();
  const second = await startPostgres({ dir });
  expect(await query(second.adminUrl, 'select n from kept')).toEqual([{ n: 1 }]);
  const third = await startPostgres({ dir });
  expect(await query(third.adminUrl, 'select n from kept')).toEqual([{ n: 1 }]);
  await expect(query(second.adminUrl, 'select 1')).rejects.toThrow(/terminat|ECONNREFUSED|closed/);
  await third.stop();
});

test('fsync is on outside tests', async () => {
  const server = await startPostgres({ dir });
  expect(await query(server.adminUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
  await server.stop();
});
