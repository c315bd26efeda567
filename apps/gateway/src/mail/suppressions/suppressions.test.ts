import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';

let gateway: GatewayFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startGatewayFixture(), startMailServiceProcess()]);
  Object.assign(gateway.context.mail, mail.address);
});
afterAll(async () => {
  await mail.close();
  await gateway.close();
});

const upload = (text: string | Buffer<ArrayBuffer>, contentType = 'text/csv', key = gateway.hinode.key) =>
  gateway.request(
    '/v1/suppressions/import',
    { method: 'POST', body: text, headers: { 'content-type': contentType } },
    key,
  );

it('imports a list as CSV, lists it as hashes, and exports it as CSV', async () => {
  const csv = '\uFEFF氏名,メールアドレス\n"髙橋\n美咲",a@example.com\n鈴木,B@example.com\n空欄,\n';
  const imported = await upload(csv);
  expect([imported.status, await imported.json()]).toEqual([200, { added: 2, known: 0 }]);
  expect(await (await upload(csv)).json()).toEqual({ added: 0, known: 2 });
  const page = (await (await gateway.request('/v1/suppressions?limit=1')).json()) as { items: object[]; next: string };
  expect(page.items[0]).toMatchObject({ scope: 'regulated', reason: 'unsubscribed', source: 'import' });
  expect(page.next).not.toBeNull();
  const exported = await gateway.request('/v1/suppressions/export');
  const text = Buffer.from(await exported.arrayBuffer()).toString('utf8');
  expect(text.startsWith('\uFEFFperson_hash,scope,reason,source,since\n')).toBe(true);
  expect(text.trim().split('\n')).toHaveLength(3);
  expect(text).not.toContain('example.com');
  const theirs = await gateway.request('/v1/suppressions', {}, gateway.aoba.key);
  expect(await theirs.json()).toEqual({ items: [], next: null });
});

it('honours every row with an address, and names row and column of the others', async () => {
  const odd = ['keitai..1@docomo.ne.jp', '太郎@example.jp', 'taro@例え.jp', 'a@x.example; b@x.example', 'bad@my_host'];
  const response = await upload(
    `name,email\n"two\nlines",ok@example.com\nbad,nobody\n${odd.map((row) => `x,${row}\n`).join('')}y,-\n`,
  );
  expect([response.status, await response.json()]).toMatchObject([
    200,
    { added: 7, known: 0, refused: [{ code: 'invalid_email', line: 3, column: 2 }] },
  ]);
  const again = 'email\n"""KEITAI..1""@docomo.ne.jp"\ntaro@xn--r8jz45g.jp\n';
  expect(await (await upload(again)).json()).toEqual({ added: 0, known: 2 });
});

it('refuses a file without any address, naming its rows', async () => {
  const response = await upload('email\nnobody\n');
  expect([response.status, await response.json()]).toMatchObject([
    422,
    { errors: [{ code: 'invalid_email', line: 2 }] },
  ]);
});

it('suppresses the addresses of a Shift_JIS list with a broken quote, and names its row', async () => {
  const heading = Buffer.from([0x83, 0x81, 0x81, 0x5b, 0x83, 0x8b]); // メール
  const list = Buffer.concat([heading, Buffer.from('\n"open1@example.com\nopen2@example.com\n')]);
  const response = await upload(list);
  expect([response.status, await response.json()]).toMatchObject([
    200,
    { added: 2, known: 0, refused: [{ code: 'malformed_csv', line: 2 }] },
  ]);
});

it.each([
  ['a file without an address column', 'name\nx\n', 'text/csv', 422, 'invalid_request'],
  ['a file without addresses', 'email\n', 'text/csv', 422, 'invalid_request'],
  ['JSON', '{}', 'application/json', 415, 'unsupported_media_type'],
  ['a file with too many rows', `email\n${'x@example.com\n'.repeat(10_001)}`, 'text/csv', 413, 'batch_too_large'],
])('%s is refused', async (_, text, contentType, status, code) => {
  const response = await upload(text, contentType);
  expect([response.status, await response.json()]).toMatchObject([status, { code }]);
});

it('removes a suppression only with a reason', async () => {
  const remove = (body: object) => gateway.post('/v1/suppressions/removals', body);
  expect((await remove({ email: 'a@example.com' })).status).toBe(422);
  expect((await remove({ email: 'a@example.com', because: 'asked by phone' })).status).toBe(204);
  const again = await remove({ email: 'a@example.com', because: 'asked by phone' });
  expect(await again.json()).toMatchObject({ status: 404, code: 'not_found' });
});

it('refuses unknown fields and documents every status of a removal', async () => {
  const answer = await gateway.post('/v1/suppressions/removals', { email: 'a@example.com', becuase: 'asked by phone' });
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/becuase', code: 'unknown_field' })]) },
  ]);
  const document = (await (await gateway.app.request('/openapi.json')).json()) as {
    paths: Record<string, { post: { responses: object } }>;
  };
  const statuses = Object.keys(document.paths['/v1/suppressions/removals']?.post.responses ?? {});
  expect(statuses).toEqual(['204', '400', '401', '403', '404', '409', '413', '415', '422', '429', '500', '503']);
});

it('answers a repeated removal with the same key like the first', async () => {
  await upload('email\nagain@example.com\n');
  const remove = () =>
    gateway.post(
      '/v1/suppressions/removals',
      { email: 'again@example.com', because: 'asked by phone' },
      { 'idempotency-key': 'one removal' },
    );
  expect([(await remove()).status, (await remove()).status]).toEqual([204, 204]);
});

it('returns the state of the sender domain', async () => {
  const response = await gateway.request('/v1/sender-domain');
  expect([response.status, await response.json()]).toMatchObject([
    200,
    {
      provider: 'resend',
      domain: 'hinode.example.jp',
      dmarc: expect.any(String),
      records: expect.arrayContaining([
        expect.objectContaining({ purpose: 'dmarc', type: 'TXT', host: '_dmarc.hinode.example.jp' }),
      ]),
    },
  ]);
});

it('knows no sender domain at a provider that is not set up', async () => {
  await gateway.rows(`update company set settings = settings || '{"mailProvider": "smtp"}' where id = ?`, [
    gateway.aoba.id,
  ]);
  const response = await gateway.request('/v1/sender-domain', {}, gateway.aoba.key);
  expect(await response.json()).toMatchObject({ status: 404, code: 'not_found' });
});
