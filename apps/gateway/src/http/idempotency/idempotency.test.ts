import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterEach(() => vi.useRealTimers());
afterAll(() => gateway.close());

const send = (body: unknown, key: string, as = gateway.hinode.key) =>
  gateway.post('/v1/rejections', body, { 'idempotency-key': key }, as);

test('the same key and body replay the first response, whatever the order of the JSON keys', async () => {
  const body = aReport();
  const first = await send(body, 'k-replay');
  const { source, ...rest } = body;
  const second = await send({ ...rest, source }, 'k-replay');
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect([second.status, await second.text()]).toEqual([first.status, await first.text()]);
});

test('the same key with another body is refused', async () => {
  await send(aReport(), 'k-other');
  const response = await send(aReport(), 'k-other');
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
    422,
    'idempotency_key_reused',
  ]);
});

test('a refused request does not use up its key', async () => {
  expect((await send({}, 'k-retried')).status).toBe(422);
  expect((await send(aReport(), 'k-retried')).status).toBe(202);
});

test('a key is taken while its request runs, and free again after the lease of a dead process', async () => {
  const body = aReport();
  await send(body, 'k-runs');
  await gateway.rows("update idempotency_key set status = null where key = 'k-runs'");
  const running = await send(body, 'k-runs');
  expect([running.status, ((await running.json()) as { code: string }).code]).toEqual([409, 'request_in_progress']);
  await gateway.rows("update idempotency_key set lease_until = '2026-01-01' where key = 'k-runs'");
  expect((await send(body, 'k-runs')).status).toBe(202);
});

test('keys of different companies are independent', async () => {
  expect((await send(aReport(), 'k-company')).status).toBe(202);
  const other = await send(aReport(), 'k-company', gateway.aoba.key);
  expect([other.status, other.headers.get('idempotent-replayed')]).toEqual([202, null]);
});

test.each([
  [255, 202],
  [256, 400],
])('a key of %i characters results in %i', async (length, status) => {
  expect((await send(aReport(), 'x'.repeat(length))).status).toBe(status);
});

test('keys older than two days are purged', async () => {
  await send(aReport(), 'k-old');
  await gateway.rows("update idempotency_key set created_at = '2026-11-20' where key = 'k-old'");
  await send(aReport(), 'k-new');
  expect(await gateway.rows("select 1 from idempotency_key where key = 'k-old'")).toEqual([]);
});

test('of concurrent requests one takes effect; the others replay it or get 409', async () => {
  const body = aReport();
  const responses = await Promise.all(Array.from({ length: 10 }, () => send(body, 'k-parallel')));
  const first = responses.filter(
    (response) => response.status === 202 && response.headers.get('idempotent-replayed') === null,
  );
  expect(first).toHaveLength(1);
  const rest = responses.filter((response) => !first.includes(response));
  expect(
    rest.filter((response) => response.status === 409 || response.headers.get('idempotent-replayed') === 'true'),
  ).toEqual(rest);
});

test('a key belongs to one path', async () => {
  expect((await send(aReport(), 'k-route')).status).toBe(202);
  const event = {
    type: 'candidate.hired',
    source: { ats: 'herp' },
    occurred_at: '2026-11-24T10:30:00+09:00',
    candidate: { remote_id: 'nobody' },
  };
  expect((await gateway.post('/v1/events', event, { 'idempotency-key': 'k-route' })).status).toBe(202);
});

test.each([
  ['ahead', 3_600_000],
  ['behind', -3_600_000],
])('a process whose clock is an hour %s respects the key of a running request', async (_name, ms) => {
  const body = aReport();
  const key = `k-clock-${ms}`;
  await send(body, key);
  await gateway.rows(`update idempotency_key set status = null where key = '${key}'`);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  expect((await send(body, key)).status).toBe(409);
});
