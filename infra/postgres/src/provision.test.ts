import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { provisionTemporal } from './provision-temporal.ts';
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

test('the owner migrates; the app role has the rights that a migration grants, and owns nothing', async () => {
  const { mail } = await freshDatabases(inject('postgresAdminUrl'));
  await query(mail.migrationUrl, 'create table note (id bigint generated always as identity primary key, text text)');
  await expect(query(mail.url, 'select 1 from note')).rejects.toThrow(/permission denied/);
  await query(mail.migrationUrl, 'grant select, insert on note to mail_app');
  await query(mail.url, "insert into note (text) values ('髙﨑')");
  expect(await query(mail.url, 'select text from note')).toEqual([{ text: '髙﨑' }]);
  await expect(query(mail.url, 'drop table note')).rejects.toThrow(/must be owner/);
  await expect(query(mail.url, 'create table other (id int)')).rejects.toThrow(/permission denied/);
});

test('a role can connect only to its own database', async () => {
  const { mail, credit } = await freshDatabases(inject('postgresAdminUrl'));
  const otherDatabase = new URL(mail.url);
  otherDatabase.pathname = new URL(credit.url).pathname;
  await expect(query(otherDatabase.href, 'select 1')).rejects.toThrow(/permission denied/);
});

test('Temporal has databases of its own, and no other role reaches them', async () => {
  const adminUrl = inject('postgresAdminUrl');
  const { mail } = await freshDatabases(adminUrl);
  for (const password of ['first', 'second']) await provisionTemporal(adminUrl, password);
  const own = Object.assign(new URL(adminUrl), { username: 'temporal', password: 'second', pathname: '/temporal' });
  await query(own.href, 'create table if not exists note (id int)');
  expect(await query(own.href, 'select id from note')).toEqual([]);
  const foreign = Object.assign(new URL(mail.url), { pathname: '/temporal' });
  await expect(query(foreign.href, 'select 1')).rejects.toThrow(/permission denied/);
});
