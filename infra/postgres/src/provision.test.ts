import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { freshDatabases } from './vitest-setup.ts';

const query = async (url: string, sql: string) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

test('the owner migrates, the app role reads and writes rows and can do no more', async () => {
  const { mail } = await freshDatabases(inject('postgresAdminUrl'));
  await query(mail.migrationUrl, 'create table note (id bigint generated always as identity primary key, text text)');
  await query(mail.url, "insert into note (text) values ('髙﨑')");
  expect(await query(mail.url, 'select text from note')).toEqual([{ text: '髙﨑' }]);
  await expect(query(mail.url, 'drop table note')).rejects.toThrow(/must be owner/);
  await expect(query(mail.url, 'create table other (id int)')).rejects.toThrow(/permission denied/);
});

test('a role reaches its own database only', async () => {
  const { mail, credit } = await freshDatabases(inject('postgresAdminUrl'));
  const foreign = new URL(mail.url);
  foreign.pathname = new URL(credit.url).pathname;
  await expect(query(foreign.href, 'select 1')).rejects.toThrow(/permission denied/);
});
