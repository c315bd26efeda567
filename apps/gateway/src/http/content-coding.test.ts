import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
let connection: string;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  const created = await gateway.post('/v1/connections', { kind: 'hrmos', name: 'HRMOS' });
  ({ id: connection } = (await created.json()) as { id: string });
});
afterAll(() => gateway?.close());

const send = (path: string, type: string, body: Uint8Array | string, more: Record<string, string> = {}) =>
  gateway.request(path, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { 'content-type': type, 'content-encoding': 'gzip', ...more },
  });
const file = () => `応募ID,氏名,選考ステータス\r\n${randomUUID()},山田,不採用\r\n`;
const form = (content: string) =>
  `--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${content}\r\n--x--\r\n`;
const imports = () => `/v1/imports?connection_id=${connection}`;

test('a rejection, a batch and a suppression list may come packed', async () => {
  const report = aReport();
  expect((await send('/v1/rejections', 'application/json', gzipSync(JSON.stringify(report)))).status).toBe(202);
  const lines = [report, aReport()].map((line) => `${JSON.stringify(line)}\n`).join('');
  const batch = await send('/v1/rejections/batch', 'application/x-ndjson', gzipSync(lines));
  expect(batch.status).toBe(200);
  expect(
    (await batch.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { line: 1, status: 202, known: true },
    { line: 2, status: 202, known: false },
  ]);
  // The list was read: mail-service, which would store it, does not run here.
  const list = await send('/v1/suppressions/import', 'text/csv', gzipSync('email\na@example.jp\n'));
  expect(list.status).toBe(503);
});

test.each([
  ['the body', 'text/csv', (content: string) => content],
  ['a form', 'multipart/form-data; boundary=x', form],
])('a file may come packed as %s, and is stored unpacked', async (_, type, wrap) => {
  const content = file();
  const answer = await send(imports(), type, gzipSync(wrap(content)));
  expect([answer.status, await answer.json()]).toMatchObject([202, { file: { bytes: Buffer.byteLength(content) } }]);
});

test('an idempotency key covers the unpacked body', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const body = JSON.stringify(aReport());
  expect((await send('/v1/rejections', 'application/json', gzipSync(body, { level: 1 }), headers)).status).toBe(202);
  const again = await gateway.request('/v1/rejections', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
});

test.each([
  ['a rejection', '/v1/rejections', 'application/json', 300_000, 'body_too_large'],
  ['a batch', '/v1/rejections/batch', 'application/x-ndjson', 60_000_000, 'batch_too_large'],
  ['a webhook', `/v1/hooks/${randomUUID()}`, 'application/json', 3_000_000, 'body_too_large'],
])('%s that unpacks to more than its limit is refused', async (_, path, type, bytes, code) => {
  const answer = await send(path, type, gzipSync(Buffer.alloc(bytes, ' ')));
  expect([answer.status, await answer.json()]).toMatchObject([413, { code }]);
});

test('a packed form is refused like any other body', async () => {
  const type = 'multipart/form-data; boundary=x';
  const long = Buffer.concat([Buffer.from(form(file()).replace('--x--', '--x')), Buffer.alloc(201_000_000)]);
  const tooLong = await send(imports(), type, gzipSync(long, { level: 1 }));
  expect([tooLong.status, await tooLong.json()]).toMatchObject([413, { code: 'body_too_large' }]);
  for (const body of [form(file()), gzipSync(form(file())).subarray(0, -9)]) {
    const corrupt = await send(imports(), type, body);
    expect([corrupt.status, await corrupt.json()]).toMatchObject([415, { code: 'unsupported_media_type' }]);
  }
  expect(await gateway.rows(`select id from file_import where state = 'receiving'`)).toEqual([]);
});

test.each([
  ['/v1/rejections', 'application/json'],
  ['/v1/rejections/batch', 'application/x-ndjson'],
  ['/v1/events', 'application/json'],
  ['/v1/suppressions/import', 'text/csv'],
  [`/v1/hooks/${randomUUID()}`, 'application/json'],
  [`/v1/imports?connection_id=${randomUUID()}`, 'text/csv'],
])('%s refuses a body that is not what its coding says, or another coding', async (path, type) => {
  for (const [coding, body] of [
    ['gzip', '{}'],
    ['gzip', gzipSync('{}').subarray(0, 12)],
    ['br', '{}'],
  ] as const) {
    const answer = await send(path.includes('imports') ? imports() : path, type, body, { 'content-encoding': coding });
    expect([answer.status, await answer.json()]).toMatchObject([415, { code: 'unsupported_media_type' }]);
    expect(answer.headers.get('accept-encoding')).toBe('gzip');
  }
});
