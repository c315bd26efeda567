import { sendHostileRequests } from '@goen/testing/hostile-requests';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

test('texts that cannot be stored, dates and numbers out of range are refused by every operation', async () => {
  const document = (await (await gateway.app.request('/openapi.json')).json()) as object;
  const headers = { 'content-type': 'application/json' };
  const { requests, wrong } = await sendHostileRequests(document, (path, init) =>
    gateway.request(path, { ...init, headers }),
  );
  expect(requests).toBeGreaterThan(1_000);
  // A batch of decisions answers each by itself; a rejection is accepted without the optional details that are wrong,
  // and an offer without the names that are: only hashes of them are kept.
  const others = wrong.filter(
    ([name, status]) =>
      !(status === 200 && /^post \/v1\/(mails|registrations)\/decisions: \//.test(name)) &&
      !(status === 202 && /^post \/v1\/(rejections: \/|events: \/candidate\/\w*name)/.test(name)),
  );
  expect(others).toEqual([]);
}, 300_000);

type ApiDocument = { readonly paths: Readonly<Record<string, object>> };

/** Sessions reach what keys do not: the operator's operations, and those about oneself and about signing in. */
test('and so they are by the operations of a session', async () => {
  const read = async (path: string) => (await (await gateway.app.request(path)).json()) as ApiDocument;
  const about = /^\/v1\/(?:me|sessions|passkeys|sign-in)\b/;
  const own = await read('/openapi.json');
  const paths = Object.fromEntries(Object.entries(own.paths).filter(([path]) => about.test(path)));
  const { browser: staff } = await gateway.operator();
  const { browser: member } = await gateway.member(gateway.hinode.id, 'owner');
  let network = 0;
  for (const [document, browser] of [
    [await read('/operator/openapi.json'), staff],
    [{ ...own, paths }, member],
  ] as const) {
    const { requests, wrong } = await sendHostileRequests(document, (path, init) => {
      network += 1;
      const headers = {
        'content-type': 'application/json',
        'x-forwarded-for': `10.0.${network >> 8}.${network & 255}`,
      };
      return browser.call(path, { ...init, headers });
    });
    expect(requests).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  }
}, 300_000);

test.each(['[', '{"a":', '[1e5,'])(
  'a body of nothing but %s is refused, also under an idempotency key',
  async (opening) => {
    const closing = opening.startsWith('{') ? '}' : ']';
    const depth = Math.floor(200_000 / (opening.length + 1));
    const body = `{"custom_fields":${opening.repeat(depth)}1${closing.repeat(depth)}}`;
    for (const path of ['/v1/rejections', '/v1/positions', '/v1/events']) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': `deep-${opening}` };
      const { status } = await gateway.request(path, { method: 'POST', headers, body });
      expect([path, status]).toEqual([path, expect.toBeOneOf([400, 422])]);
    }
  },
);
