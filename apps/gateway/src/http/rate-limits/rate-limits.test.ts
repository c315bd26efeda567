import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import { createGatewayApp } from '../../start-gateway.ts';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import type { RateLimits } from './limit-requests.ts';

const none: RateLimits = { perKey: 0, perSession: 0, perCompany: 0, perAddress: 0 };
let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

/** Gateways with their own memory on one database. */
const startInstances = (limits: Partial<RateLimits>, count = 1) =>
  Array.from({ length: count }, () => {
    const settings = { operatorName: 'Goen', trustedProxies: 1, rateLimits: { ...none, ...limits } };
    const app = createGatewayApp(gateway.context, settings, {});
    return (path: string, headers: Record<string, string> = { authorization: `Bearer ${gateway.hinode.key}` }) =>
      Promise.resolve(app.request(path, { headers }));
  });
type Instance = ReturnType<typeof startInstances>[number];

async function send(instances: readonly Instance[], requests: number, path: string, headers?: Record<string, string>) {
  const answers: Response[] = [];
  for (let n = 0; n < requests; n += 1) {
    answers.push(...(await Promise.all(instances.map((instance) => instance(path, headers)))));
  }
  return answers;
}
const countAdmitted = (answers: readonly Response[]) => answers.filter(({ status }) => status !== 429).length;
const countRows = async () => (await gateway.context.identity.pool.query('select from "signInLimit"')).rowCount;

test('two instances on one database admit the limit of a key, and a block each more at most', async () => {
  const answers = await send(startInstances({ perKey: 100 }, 2), 80, '/v1/webhook-endpoints');
  expect(countAdmitted(answers)).toBeGreaterThanOrEqual(100);
  expect(countAdmitted(answers)).toBeLessThanOrEqual(110);
  const refused = answers.at(-1);
  expect([refused?.status, await refused?.json()]).toMatchObject([429, { code: 'too_many_requests' }]);
  expect(refused?.headers.get('retry-after')).toMatch(/^[1-6]?\d$/);
  expect(refused?.headers.get('ratelimit-policy')).toBe('"key";q=100;w=60');
  expect(refused?.headers.get('ratelimit')).toMatch(/^"key";r=0;t=[1-6]?\d$/);
});

test('a key with few requests costs the database nothing, and sees what is left', async () => {
  const before = await countRows();
  const [answer] = await send(startInstances({ perKey: 1_000, perCompany: 2_000 }), 1, '/v1/webhook-endpoints');
  expect(answer?.headers.get('ratelimit-policy')).toBe('"key";q=1000;w=60, "company";q=2000;w=60');
  expect(answer?.headers.get('ratelimit')).toBe('"key";r=999;t=60, "company";r=1999;t=60');
  expect(await countRows()).toBe(before);
});

test('the keys and people of a company share its limit, other companies have their own', async () => {
  const instances = startInstances({ perCompany: 20 });
  const other = await createKey(gateway.admin, { company: 'hinode', name: 'other', scopes: ['webhooks:manage'] });
  await send(instances, 25, '/v1/webhook-endpoints');
  const answer = async (key: string) =>
    (await send(instances, 1, '/v1/webhook-endpoints', { authorization: `Bearer ${key}` }))[0]?.status;
  expect(await answer(other.key)).toBe(429);
  expect(await answer(gateway.aoba.key)).toBe(200);
});

test('guesses count for their address, whose valid keys go on', async () => {
  const instances = startInstances({ perAddress: 20 });
  const from = (address: string, key: string) => ({ authorization: `Bearer ${key}`, 'x-forwarded-for': address });
  const guesses = await send(instances, 25, '/v1/webhook-endpoints', from('192.0.2.1', 'goen_guess'));
  expect([guesses[0]?.status, guesses.at(-1)?.status]).toEqual([401, 429]);
  for (const [address, key, status] of [
    ['192.0.2.1', gateway.hinode.key, 200],
    ['192.0.2.2', 'goen_guess', 401],
  ] as const) {
    expect((await send(instances, 1, '/v1/webhook-endpoints', from(address, key)))[0]?.status).toBe(status);
  }
});

test('people of an address with too many requests see a page, and files go on', async () => {
  const instances = startInstances({ perAddress: 20 });
  const headers = { 'x-forwarded-for': '2001:db8::7', 'accept-language': 'ja' };
  const last = (await send(instances, 25, '/c/unknown', headers)).at(-1);
  expect([last?.status, last?.headers.get('content-type')]).toEqual([429, 'text/html; charset=UTF-8']);
  expect(await last?.text()).toContain('1分ほど待って');
  expect(last?.headers.get('referrer-policy')).toBe('no-referrer');
  expect((await send(instances, 1, '/openapi.json', headers))[0]?.status).toBe(200);
});

type Documented = { readonly paths: Record<string, Record<string, { readonly responses: object }>> };
test.each(['/openapi.json', '/operator/openapi.json'])('%s documents 429 of every operation', async (path) => {
  const { paths } = (await (await gateway.app.request(path)).json()) as Documented;
  const missing = Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations)
      .filter(([, { responses }]) => !('429' in responses))
      .map(([method]) => `${method} ${template}`),
  );
  expect(missing).toEqual([]);
});
