import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freshDatabases } from '@goen/postgres-server/vitest';
import { openDatabase } from '@goen/service-kit/database';
import { beforeAll, expect, inject, test } from 'vitest';
import { creditDatabase } from './database-spec.ts';

let credit: Awaited<ReturnType<typeof freshDatabases>>['credit'];
beforeAll(async () => {
  ({ credit } = await freshDatabases(inject('postgresAdminUrl')));
});

type Output = { readonly code: number; readonly out: string; readonly err: string };
const run = (file: string, env: Record<string, string>) =>
  new Promise<Output>((resolve) => {
    const main = fileURLToPath(new URL(file, import.meta.url));
    execFile(process.execPath, [main], { env: { PATH: process.env.PATH, ...env } }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });

test('a service without the owner’s rights refuses to start before the migration, and starts after it', async () => {
  const service = { PORT: '0', CREDIT_DATABASE_URL: credit.url, CREDIT_SERVICE_TOKENS: 'gateway=a-token-of-the-tests' };
  const early = await run('../main.ts', service);
  expect([early.code, early.err]).toEqual([1, expect.stringMatching(/is behind this version.*"npm run migrate"/)]);
  const job = await run('../migrate.ts', { CREDIT_MIGRATION_URL: credit.migrationUrl });
  expect(job).toMatchObject({ code: 0, err: '', out: expect.stringContaining('001-create-ledger') as string });
  const orm = await openDatabase(creditDatabase, { url: credit.url });
  await orm.close(true);
});

test('the migration can be repeated, and does nothing the second time', async () => {
  const job = await run('../migrate.ts', { CREDIT_MIGRATION_URL: credit.migrationUrl });
  expect(job).toMatchObject({ code: 0, out: expect.stringContaining('"migrations":[]') as string });
});

test('the migration says what it lacks, and fails without the owner’s rights', async () => {
  expect(await run('../migrate.ts', {})).toMatchObject({
    code: 1,
    err: expect.stringContaining('CREDIT_MIGRATION_URL') as string,
  });
});

test('a version runs on a newer schema, unless that one breaks it', async () => {
  const older = { ...creditDatabase, migrations: creditDatabase.migrations.slice(0, 1) };
  await (await openDatabase(older, { url: credit.url })).close(true);
  const owner = await openDatabase(creditDatabase, { url: credit.migrationUrl });
  await owner.em.fork().execute(`insert into mikro_orm_migrations (name) values ('999-new-rules!')`);
  await owner.close(true);
  await expect(openDatabase(older, { url: credit.url })).rejects.toThrow(/is ahead of this version.*999-new-rules!/);
});
