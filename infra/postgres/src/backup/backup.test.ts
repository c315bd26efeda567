import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ServiceUrls } from '../provision.ts';
import { type ServiceDatabase, serviceDatabases } from '../roles.ts';
import { freshDatabases } from '../vitest-setup.ts';
import { createBackup } from './create-backup.ts';
import { readKeyFingerprints } from './key-fingerprints.ts';
import { readBackup } from './manifest.ts';
import { restoreBackup } from './restore-backup.ts';

type Databases = Record<ServiceDatabase, ServiceUrls>;

const folder = mkdtempSync(join(tmpdir(), 'goen-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keys = Object.fromEntries(
  ['PERSON_HASH_KEY', 'MAIL_BODY_KEY', 'CONNECTION_SECRET_KEY', 'WEBHOOK_SECRET_KEY'].map((name) => [
    name,
    randomBytes(32).toString('base64'),
  ]),
);
const identity = await generateIdentity();
const recipient = await identityToRecipient(identity);

const connect = async (url: string) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
};

async function query(url: string, sql: string, values: unknown[] = []) {
  const client = await connect(url);
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Everything that makes a table hard to load: an owner who is bound by policies, triggers, keys, a sequence. */
const schema = (database: ServiceDatabase) => `
  create table mikro_orm_migrations (id serial primary key, name text);
  insert into mikro_orm_migrations (name) values ('001-first'), ('002-second');
  create table counter (id int primary key, n int not null);
  create table "order" (id bigint generated always as identity primary key, before bigint references "order",
    counter_id int not null references counter, text text, bytes bytea, at timestamptz, tags text[], data jsonb);
  create function refuse() returns trigger language plpgsql as 'begin raise exception ''refused''; end';
  create trigger refuse before insert on "order" for each row when (new.text = 'refuse') execute function refuse();
  alter table "order" enable row level security; alter table "order" force row level security;
  create policy owner on "order" to ${database}_owner using (true) with check (true);`;

const create = async (): Promise<Databases> => {
  const databases = await freshDatabases(inject('postgresAdminUrl'));
  for (const database of serviceDatabases) await query(databases[database].migrationUrl, schema(database));
  return databases;
};
const toEnv = (databases: Databases): NodeJS.ProcessEnv => ({
  ...keys,
  ...Object.fromEntries(
    serviceDatabases.map((name) => [`${name.toUpperCase()}_MIGRATION_URL`, databases[name].migrationUrl]),
  ),
});
/** A folder of its own: names are by the second. */
const backUp = (databases: Databases) => {
  const into = mkdtempSync(join(folder, 'backups-'));
  const env = toEnv(databases);
  return createBackup({ env, folder: into, recipients: [recipient], keys: readKeyFingerprints(env), version: '0.0.1' });
};

const strange = ['\\.', 'a\n\\.\nb', '髙﨑\t\\N', '', null, 'x'.repeat(100_000), 'refuse'];
let source: Databases;
let empty: Databases;
beforeAll(async () => {
  [source, empty] = [await create(), await create()];
  for (const name of serviceDatabases) {
    const owner = await connect(source[name].migrationUrl);
    await owner.query('insert into counter select n, 0 from generate_series(0, 9) n');
    await owner.query('alter table "order" disable trigger user');
    for (const text of strange) {
      await owner.query(
        `insert into "order" (before, counter_id, text, bytes, at, tags, data)
         values ((select max(id) from "order"), 0, $1, $2, '2026-11-28 12:34:56.789+09', array['a,b', null], '{"a": "\\\\."}')`,
        [text, randomBytes(300)],
      );
    }
    await owner.query('alter table "order" enable trigger user');
    await owner.end();
  }
});

const readOrders = (databases: Databases, name: ServiceDatabase) =>
  query(databases[name].migrationUrl, 'select o::text from "order" o order by id');

test('a backup under load shows all databases at one point, and restores every row as it was', async () => {
  // Each writer counts in one database after the other: at any point they differ by one at most.
  const over = new AbortController();
  const writers = Array.from({ length: 4 }, async (_, id) => {
    const clients = await Promise.all(
      serviceDatabases.map((name) => connect(source[name].url.replace(/_app:/, '_owner:'))),
    );
    while (!over.signal.aborted)
      for (const client of clients) await client.query('update counter set n = n + 1 where id = $1', [id]);
    await Promise.all(clients.map((client) => client.end()));
  });
  const counted = () => query(source.identity.migrationUrl, 'select min(n)::int as n from counter where id < 4');
  await expect.poll(async () => Number((await counted())[0]?.n), { timeout: 30_000 }).toBeGreaterThan(5);
  const backup = await backUp(source).finally(() => over.abort());
  await Promise.all(writers);
  expect(readdirSync(join(backup.folder, '..'))).toEqual([backup.name]);

  const target = await create();
  const env = toEnv(target);
  const restore = () =>
    restoreBackup({ env, backup, identities: [identity], keys: readKeyFingerprints(env), report: () => {} });
  await restore();
  const counts = await Promise.all(
    serviceDatabases.map((name) => query(target[name].migrationUrl, 'select n from counter where id < 4 order by id')),
  );
  for (const id of [0, 1, 2, 3]) {
    const [first, ...others] = counts.map((rows) => Number(rows[id]?.n));
    for (const n of others) expect(Number(first) - n).toBeOneOf([0, 1]);
    expect(others).toEqual(others.toSorted((a, b) => b - a));
  }
  for (const name of serviceDatabases) expect(await readOrders(target, name)).toEqual(await readOrders(source, name));
  // Walls, triggers and sequences are as before.
  const { mail } = target;
  await expect(query(mail.migrationUrl, `insert into "order" (counter_id, text) values (0, 'refuse')`)).rejects.toThrow(
    'refused',
  );
  const [next] = await query(mail.migrationUrl, `insert into "order" (counter_id) values (0) returning id::int`);
  expect(next?.id).toBeGreaterThan(strange.length);
  expect(
    await query(mail.migrationUrl, `select relforcerowsecurity as forced from pg_class where relname = 'order'`),
  ).toEqual([{ forced: true }]);
  await expect(restore()).rejects.toThrow(/not empty/);
});

test('refuses before it writes: other keys, other migrations, what was changed, and what it cannot open', async () => {
  const backup = await backUp(source);
  const env = toEnv(empty);
  const attempt = (change: { env?: NodeJS.ProcessEnv; from?: string; identities?: string[] }) => {
    const used = { ...env, ...change.env };
    return restoreBackup({
      env: used,
      backup: readBackup(change.from ?? backup.folder),
      identities: change.identities ?? [identity],
      keys: readKeyFingerprints(used),
      report: () => {},
    });
  };
  const other = randomBytes(32).toString('base64');
  await expect(attempt({ env: { MAIL_BODY_KEY: other, PERSON_HASH_KEY: other } })).rejects.toThrow(
    /not the keys of the backup: PERSON_HASH_KEY, MAIL_BODY_KEY/,
  );
  expect(() => readKeyFingerprints({ ...keys, MAIL_BODY_KEY: '' })).toThrow(/MAIL_BODY_KEY/);
  await expect(attempt({ identities: [await generateIdentity()] })).rejects.toThrow(/Cannot open/);

  const damaged = join(folder, 'damaged');
  cpSync(backup.folder, damaged, { recursive: true });
  const file = join(damaged, 'mail.sql.zst.age');
  const bytes = readFileSync(file);
  bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  await expect(attempt({ from: damaged })).rejects.toThrow(/changed or is cut off/);
  mkdirSync(join(folder, 'empty'));
  expect(() => readBackup(join(folder, 'empty'))).toThrow(/is not a backup/);

  await query(empty.credit.migrationUrl, `insert into mikro_orm_migrations (name) values ('003-third')`);
  await expect(attempt({})).rejects.toThrow(/credit is not at the migration of the backup, 002-second: it is 1 ahead/);
  await query(empty.credit.migrationUrl, `delete from mikro_orm_migrations where name > '001-first'`);
  await expect(attempt({})).rejects.toThrow(/lacks 1/);
  for (const name of serviceDatabases) {
    expect(await query(empty[name].migrationUrl, 'select count(*)::int as n from counter')).toEqual([{ n: 0 }]);
  }
  await query(empty.credit.migrationUrl, `insert into mikro_orm_migrations (name) values ('002-second')`);
});

test('the jobs say what they did in one line, and what is missing', async () => {
  const run = (job: string, args: string[], env: NodeJS.ProcessEnv) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, '..', job), ...args], {
      env: { PATH: process.env.PATH, ...env },
    }).catch((error: { code: number; stderr: string }) => ({ stdout: `exit ${error.code}`, stderr: error.stderr }));
  const own = mkdtempSync(join(folder, 'own-'));
  const env = { ...toEnv(source), BACKUP_FOLDER: own, BACKUP_RECIPIENTS: recipient };
  const { stdout } = await run('backup-job.ts', [], env);
  const made = JSON.parse(stdout) as { name: string; rows: number };
  expect(made).toMatchObject({ rows: 4 * (10 + strange.length), deleted: [] });
  const check = await run('backup-job.ts', ['check', '--from', made.name], {
    BACKUP_FOLDER: own,
    BACKUP_IDENTITY: identity,
  });
  expect(JSON.parse(check.stdout)).toMatchObject({ name: made.name, opened: true });
  const without = await run('backup-job.ts', [], { ...env, BACKUP_RECIPIENTS: '' });
  expect(without).toMatchObject({ stdout: 'exit 1', stderr: expect.stringContaining('BACKUP_RECIPIENTS') as string });
  expect(await run('backup-job.ts', ['destroy'], env)).toMatchObject({ stdout: 'exit 2' });
  const { stdout: restored } = await run('restore-job.ts', [], {
    ...toEnv(empty),
    BACKUP_FOLDER: own,
    BACKUP_IDENTITY: identity,
  });
  expect(JSON.parse(restored.trim().split('\n').at(-1) ?? '')).toMatchObject({ name: made.name });
});
