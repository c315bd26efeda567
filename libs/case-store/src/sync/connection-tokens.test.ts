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

test('ten who need a token at once refresh it once; one that was asked for a moment ago is not asked for again', async () => {
  const mine = randomUUID();
  await fixture.sql(`insert into connection (id, company_id, kind, name, created_at) values (?, ?, 'x', 'X', now())`, [
    mine,
    fixture.companyId,
  ]);
  let asked = 0;
  const clock = { now: new Date() };
  const of = { companyId: fixture.companyId, connectionId: mine };
  const tokens = () => connectionTokens(fixture.orm, of, { key, now: () => clock.now });
  const refresh = () => {
    asked += 1;
    return Promise.resolve({ token: `token-${asked}`, expiresInMs: 3_600_000 });
  };
  const got = await Promise.all(Array.from({ length: 10 }, () => tokens().get(refresh)));
  expect([asked, new Set(got)]).toEqual([1, new Set(['token-1'])]);
  const [row] = await fixture.sql<{ token: Buffer }>('select token from connection');
  expect(row?.token.toString('latin1')).not.toContain('token-1');
  await tokens().drop('another');
  expect(await tokens().get(refresh)).toBe('token-1');
  await tokens().drop('token-1');
  await expect(tokens().get(refresh)).rejects.toBeInstanceOf(VendorError);
  clock.now = new Date(clock.now.getTime() + 30_000);
  expect(await tokens().get(refresh)).toBe('token-2');
  clock.now = new Date(clock.now.getTime() + 3_600_000);
  const down = () => Promise.reject(new VendorError('unavailable', 'x'));
  await expect(tokens().get(down)).rejects.toThrow('unavailable');
  await expect(tokens().get(refresh)).rejects.toThrow('rate_limited');
  expect(asked).toBe(2);
});
