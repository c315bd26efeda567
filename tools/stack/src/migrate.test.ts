import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PostgresServer, startPostgres } from '@goen/postgres-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

const dir = mkdtempSync(join(tmpdir(), 'goen-migrate-'));
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres({ dir, durable: false });
}, 60_000);
afterAll(async () => {
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const main = fileURLToPath(new URL('./migrate.ts', import.meta.url));
const migrate = (env: Record<string, string>) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [main], { env: { PATH: process.env.PATH, ...env } }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });

const roles = [
  'cases_operator',
  ...['cases', 'mail', 'credit', 'identity'].flatMap((name) => [`${name}_owner`, `${name}_app`]),
];
const passwords = Object.fromEntries(roles.map((role) => [`${role.toUpperCase()}_PASSWORD`, `of-${role}`]));

test('creates roles and databases and migrates them, and later migrates as the owner alone', async () => {
  const all = await migrate({ DATABASE_URL: postgres.adminUrl, ...passwords });
  expect(all).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('Migrated the database credit') as string,
  });
  const url = new URL(postgres.adminUrl);
  [url.username, url.password, url.pathname] = ['mail_owner', 'of-mail_owner', '/mail'];
  expect(await migrate({ MAIL_MIGRATION_URL: url.href })).toEqual({
    code: 0,
    err: '',
    out: 'Migrated the database mail.\n',
  });
}, 120_000);

test.each([
  ['nothing', {}, /DATABASE_URL/],
  ['no password', { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/postgres' }, /CASES_OWNER_PASSWORD is missing/],
  ['a database that is not there', { MAIL_MIGRATION_URL: 'postgres://mail_owner@127.0.0.1:1/mail' }, /database mail/],
])(
  'says what is wrong when it is given %s',
  async (_case, env, message) => {
    expect(await migrate(env)).toMatchObject({ code: 1, err: expect.stringMatching(message) as string });
  },
  60_000,
);
