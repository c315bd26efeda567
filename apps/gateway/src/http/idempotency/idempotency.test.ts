import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { createKey } from '../../cli/index.ts';
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

test.each([
  ['a lone surrogate', String.raw`{"name":"\ud800"}`],
  ['a number out of range', '{"name":1e999}'],
])('%s in a body with a key is refused like any other', async (_, body) => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'k-odd' };
  for (const path of ['/v1/positions', '/v1/mails/matching/decisions']) {
    expect((await gateway.request(path, { method: 'POST', headers, body })).status).toBe(422);
  }
});

/** A route that works in steps claims its key first. */
const sendBatch = (report: object, key: string) =>
  gateway.request('/v1/rejections/batch', {
    method: 'POST',
    body: JSON.stringify(report),
    headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': key },
  });

test('a key is taken while the steps of its request run, and free again after the lease of a dead process', async () => {
  const body = aReport();
  await sendBatch(body, 'k-runs');
  await gateway.rows("update idempotency_key set status = null where key = 'k-runs'");
  const running = await sendBatch(body, 'k-runs');
  expect([running.status, ((await running.json()) as { code: string }).code]).toEqual([409, 'request_in_progress']);
  await gateway.rows("update idempotency_key set lease_until = '2026-01-01' where key = 'k-runs'");
  expect((await sendBatch(body, 'k-runs')).status).toBe(200);
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
  const [body, key] = [aReport(), `k-clock-${ms}`];
  await sendBatch(body, key);
  await gateway.rows(`update idempotency_key set status = null where key = '${key}'`);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  expect((await sendBatch(body, key)).status).toBe(409);
});

test('a key without the scope gets no stored response', async () => {
  await send(aReport(), 'k-scope');
  const { key } = await createKey(gateway.admin, { company: 'hinode', name: 'reader', scopes: ['cases:read'] });
  expect((await send(aReport(), 'k-scope', key)).status).toBe(403);
});

const position = { title: 'エンジニア' };
const openPosition = (key: string) => gateway.post('/v1/positions', position, { 'idempotency-key': key });
const countPositions = async () => (await gateway.rows('select 1 from position')).length;

test('of concurrent requests to change something, one takes effect', async () => {
  const before = await countPositions();
  const responses = await Promise.all(Array.from({ length: 10 }, () => openPosition('k-position')));
  expect(await countPositions()).toBe(before + 1);
  const others = responses.filter((response) => response.headers.get('idempotent-replayed') === 'true');
  expect(responses.filter(({ status }) => status === 409).length + others.length).toBe(9);
  expect((await openPosition('k-position')).headers.get('idempotent-replayed')).toBe('true');
});

/** Ends the connection of the gateway when the response is about to be stored, as when its process is killed. */
async function killWhileStoring(request: () => Promise<Response>): Promise<Response> {
  const url = new URL(inject('postgresAdminUrl'));
  url.pathname = new URL(gateway.urls.migrationUrl).pathname;
  const locker = new Client({ connectionString: url.href });
  await locker.connect();
  try {
    // Reading stays possible, so that the request comes as far as storing.
    await locker.query('begin; lock table idempotency_key in exclusive mode');
    const response = request();
    await vi.waitFor(async () => {
      const { rowCount } = await locker.query(
        `select 1 from pg_locks where relation = 'idempotency_key'::regclass and not granted`,
      );
      expect(rowCount).toBe(1);
    }, 30_000);
    await locker.query(
      `select pg_terminate_backend(pid) from pg_locks where relation = 'idempotency_key'::regclass and not granted`,
    );
    return await response;
  } finally {
    await locker.query('rollback');
    await locker.end();
  }
}

test('killed between effect and response, a request has no effect, and its repeat has one', async () => {
  const before = await countPositions();
  expect((await killWhileStoring(() => openPosition('k-killed'))).status).toBe(503);
  expect(await countPositions()).toBe(before);
  const repeat = await openPosition('k-killed');
  expect([repeat.status, repeat.headers.get('idempotent-replayed')]).toEqual([201, null]);
  expect(await countPositions()).toBe(before + 1);
});

test('a report that is killed before its commit is not accepted, and its repeat is', async () => {
  const body = aReport();
  const [before] = await gateway.rows<{ n: string }>('select count(*) as n from rejection');
  expect((await killWhileStoring(() => send(body, 'k-killed-report'))).status).toBe(503);
  expect(await gateway.rows('select count(*) as n from rejection')).toEqual([before]);
  const repeat = await send(body, 'k-killed-report');
  expect([repeat.status, repeat.headers.get('idempotent-replayed')]).toEqual([202, null]);
  expect((await send(body, 'k-killed-report')).headers.get('idempotent-replayed')).toBe('true');
});

test('stored responses that may name a person cannot be read in the database', async () => {
  await openPosition('k-sealed');
  const [row] = await gateway.rows<{ body: string }>("select body from idempotency_key where key = 'k-sealed'");
  expect(row?.body).toMatch(/^sealed:/);
});
