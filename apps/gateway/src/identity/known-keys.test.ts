import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey, revokeKey } from '../cli/index.ts';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { createKeyLookup, maxKeyAgeMs } from './known-keys.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

test('a revoked key is refused within a second', async () => {
  expect(maxKeyAgeMs).toBeLessThanOrEqual(1_000);
  let nowMs = 0;
  const find = createKeyLookup(gateway.orm, () => nowMs);
  const { key, prefix } = await createKey(gateway.admin, { company: 'hinode', name: 'x', scopes: ['cases:read'] });
  expect(await find(key)).toMatchObject({ row: { name: 'x' } });
  await revokeKey(gateway.admin, { company: 'hinode', prefix });
  nowMs = maxKeyAgeMs;
  expect(await find(key)).toBeNull();
});

test('a key works as soon as it exists, although it was unknown before', async () => {
  const find = createKeyLookup(gateway.orm);
  const { key } = await createKey(gateway.admin, { company: 'hinode', name: 'y', scopes: ['cases:read'] });
  await gateway.rows("update api_key set revoked_at = now() where name = 'y'");
  expect(await find(key)).toBeNull();
  await gateway.rows("update api_key set revoked_at = null where name = 'y'");
  expect(await find(key)).toMatchObject({ row: { name: 'y' } });
});
