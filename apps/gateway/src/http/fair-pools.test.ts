import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const event = (n: number) => ({
  type: 'candidate.hired',
  source: { ats: 'herp' },
  occurred_at: '2026-11-24T10:30:00+09:00',
  candidate: { remote_id: `C-${n}` },
});

test('one company whose requests all wait for a lock holds up no other', async () => {
  const locker = new Client({ connectionString: gateway.urls.url });
  await locker.connect();
  await locker.query('begin');
  await locker.query(`select pg_advisory_xact_lock(hashtextextended('intake:' || $1, 0))`, [gateway.hinode.id]);
  const flood = Array.from({ length: 60 }, (_, n) => gateway.post('/v1/events', event(n)));
  await vi.waitFor(async () => {
    const { rowCount } = await locker.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`);
    expect(rowCount).toBeGreaterThan(0);
  }, 30_000);
  const others = await Promise.all(
    Array.from({ length: 5 }, () => gateway.post('/v1/rejections', aReport(), {}, gateway.aoba.key)),
  );
  expect(others.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
  await locker.query('commit');
  await locker.end();
  expect((await Promise.all(flood)).map(({ status }) => status)).toEqual(flood.map(() => 202));
});
