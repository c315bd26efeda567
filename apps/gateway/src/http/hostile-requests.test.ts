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
