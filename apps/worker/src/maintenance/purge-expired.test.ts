import { randomUUID } from 'node:crypto';
import { createLogger } from '@goen/service-kit';
import { startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { purgeExpired } from './purge-expired.ts';

let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeAll(async () => {
  fixture = await startStoreFixture();
});
afterAll(() => fixture?.close());

async function addOldKey(): Promise<void> {
  const companyId = randomUUID();
  await fixture.sql(`insert into company values (?, 'C', ?, '{}', now())`, [companyId, companyId]);
  await fixture.sql(
    `insert into idempotency_key (id, company_id, method, route, key, body_hash, lease_until, created_at)
     values (gen_random_uuid(), ?, 'POST', '/x', 'k', 'h', now(), now() - interval '3 days')`,
    [companyId],
  );
}

test('purges the old data of every company, and records what the round did', async () => {
  for (let n = 0; n < 3; n += 1) await addOldKey();
  const context = { orm: fixture.orm, logger: createLogger('worker', 'silent') };
  expect(await purgeExpired(context)).toEqual({ rows: { idempotency_keys: 3 }, isComplete: true });
  expect(await fixture.sql('select 1 from idempotency_key')).toEqual([]);
  const readRun = () => fixture.sql(`select rows, is_complete from retention_run where kind = 'idempotency_keys'`);
  expect(await readRun()).toEqual([{ rows: 3, is_complete: true }]);
  expect(await purgeExpired(context)).toEqual({ rows: {}, isComplete: true });
  expect(await readRun()).toEqual([{ rows: 0, is_complete: true }]);
});
