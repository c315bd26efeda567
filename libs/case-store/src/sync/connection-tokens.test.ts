import { randomUUID } from 'node:crypto';
import { VendorError } from '@goen/service-kit';
import { startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionTokens } from './index.ts';

const key = Buffer.alloc(32, 9);
let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeAll(async () => {
  fixture = await startStoreFixture();
});
afterAll(() => fixture?.close());

test('concurrent callers refresh a token once; a token refreshed a moment ago is not refreshed again', async () => {
  const connectionId = randomUUID();
  await fixture.sql(`insert into connection (id, company_id, kind, name, created_at) values (?, ?, 'x', 'X', now())`, [
    connectionId,
    fixture.companyId,
  ]);
  let refreshes = 0;
  const clock = { now: new Date() };
  const owner = { companyId: fixture.companyId, connectionId };
  const tokens = () => connectionTokens(fixture.orm, owner, { key, now: () => clock.now });
  const refresh = () => {
    refreshes += 1;
    return Promise.resolve({ token: `token-${refreshes}`, expiresInMs: 3_600_000 });
  };
  const results = await Promise.all(Array.from({ length: 10 }, () => tokens().get(refresh)));
  expect([refreshes, new Set(results)]).toEqual([1, new Set(['token-1'])]);
  const [row] = await fixture.sql<{ token: Buffer }>('select token from connection');
  expect(row?.token.toString('latin1')).not.toContain('token-1');
  await tokens().drop('another');
  expect(await tokens().get(refresh)).toBe('token-1');
  await tokens().drop('token-1');
  await expect(tokens().get(refresh)).rejects.toBeInstanceOf(VendorError);
  clock.now = new Date(clock.now.getTime() + 30_000);
  expect(await tokens().get(refresh)).toBe('token-2');
  clock.now = new Date(clock.now.getTime() + 3_600_000);
  const failToRefresh = () => Promise.reject(new VendorError('unavailable', 'x'));
  await expect(tokens().get(failToRefresh)).rejects.toThrow('unavailable');
  await expect(tokens().get(refresh)).rejects.toThrow('rate_limited');
  expect(refreshes).toBe(2);
});
