import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { listRetention, previewRetention, setRetention } from './retention.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());

const readLine = (text: string) => text.split('\n').find((line) => line.startsWith('idempotency_keys'));

test('the preview counts what the next round would purge of all companies, and changes nothing', async () => {
  await gateway.rows(`
    insert into idempotency_key (id, company_id, method, route, key, body_hash, lease_until, created_at)
      select gen_random_uuid(), id, 'POST', '/x', 'k', 'h', now(), now() - interval '3 days' from company limit 2`);
  expect(readLine(await previewRetention(gateway.admin))).toBe('idempotency_keys\t2\tolder than 2 days');
  await setRetention(gateway.admin, { kind: 'idempotency_keys', days: '4' });
  expect(readLine(await previewRetention(gateway.admin))).toBe('idempotency_keys\t0\tolder than 4 days');
  expect(await gateway.rows('select 1 from idempotency_key')).toHaveLength(2);
});

test('the list shows days, reasons and the last run', async () => {
  await gateway.rows(`insert into retention_run values ('idempotency_keys', 4, 12, false, '2026-11-24T18:30:00Z')`);
  expect(readLine(await listRetention(gateway.admin))).toBe(
    'idempotency_keys\t4 days\tlast run: 2026-11-24T18:30:00.000Z 12 rows, more left\tClients retry within a day.',
  );
});

test.each([
  [{ kind: 'provision_records', days: '1' }, /not one of/],
  [{ kind: 'webhook_events', days: '29' }, /from 30/],
  [{ kind: 'webhook_events', days: '-1' }, /from 30/],
  [{ kind: 'webhook_events', days: 'soon' }, /from 30/],
  [{ kind: 'webhook_events', days: '366' }, /from 30 to 365/],
])('%j is refused', async (input, message) => {
  await expect(setRetention(gateway.admin, input)).rejects.toThrow(message);
});
