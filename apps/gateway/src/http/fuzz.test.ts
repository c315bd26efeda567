import { describePages, endsAccess, type FuzzInit, fuzzService } from '@goen/testing/fuzz';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PageFixture, startPageFixture } from '../testing/candidate-page-fixture.ts';

const seed = 20_261_128;
/** mail-service and credit-service are not there. */
const withoutServices = { expectedErrors: [502, 503] };
/** The last one is a stream without an end. */
const skipped = [...endsAccess, 'followChanges'];

let gateway: PageFixture;
beforeAll(async () => {
  gateway = await startPageFixture();
});
afterAll(() => gateway.close());

const readDocument = async (path: string) => (await (await gateway.app.request(path)).json()) as object;

test('the API answers valid and nearly valid requests as its document says', { timeout: 600_000 }, async () => {
  const document = await readDocument('/openapi.json');
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  let network = 0;
  const send = (path: string, init: FuzzInit, { path: template }: { path: string }) => {
    network += 1;
    const from = { 'x-forwarded-for': `10.${network >> 16}.${(network >> 8) & 255}.${network & 255}` };
    return /^\/v1\/(?:me|sessions|passkeys|sign-in)\b/.test(template)
      ? browser.call(path, { ...init, headers: { ...init.headers, ...from } })
      : gateway.request(path, init);
  };
  const { calls, successes, ...faults } = await fuzzService({
    document,
    send,
    seed,
    runs: 4,
    skipped,
    ...withoutServices,
  });
  expect(faults).toEqual({ serverErrors: [], undocumented: [] });
  expect(calls).toBeGreaterThan(500);
  expect(successes).toBeGreaterThan(50);
});

test("so do the operator's operations", { timeout: 600_000 }, async () => {
  const document = await readDocument('/operator/openapi.json');
  const { browser } = await gateway.operator();
  const send = (path: string, init: FuzzInit) => browser.call(path, init);
  const { calls, successes, ...faults } = await fuzzService({
    document,
    send,
    seed,
    runs: 8,
    skipped,
    ...withoutServices,
  });
  expect(faults).toEqual({ serverErrors: [], undocumented: [] });
  expect(calls).toBeGreaterThan(150);
  expect(successes).toBeGreaterThan(50);
});

test('and the pages of candidates, whatever is posted to them', { timeout: 600_000 }, async () => {
  const people = await Promise.all(Array.from({ length: 10 }, () => gateway.person()));
  const page = await (await gateway.open(`/c/${people[0]?.token}`)).text();
  const document = describePages(
    people.map(({ token }) => token),
    page,
  );
  const send = (path: string, init: FuzzInit) => Promise.resolve(gateway.app.request(path, init));
  const { calls, successes, ...faults } = await fuzzService({ document, send, seed, runs: 15 });
  expect(faults).toEqual({ serverErrors: [], undocumented: [] });
  expect(calls).toBeGreaterThan(100);
  expect(successes).toBeGreaterThan(20);
});
