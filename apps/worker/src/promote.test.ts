import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import '@goen/temporal-server/vitest';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { listVersions } from './deployment-versions.ts';
import { type Promotion, promote } from './promote.ts';
import { openBuilds } from './testing/builds-fixture.ts';

let builds: Awaited<ReturnType<typeof openBuilds>>;
beforeAll(async () => {
  builds = await openBuilds(inject('temporalAddress'));
});
afterAll(() => builds?.close());

const run = (promotion: Partial<Promotion> & { buildId: string }) =>
  promote(builds.temporal, { readyUrls: [], waitSeconds: 60, keep: 10, ...promotion });

test('builds follow each other by ramp, promotion and rollback', async () => {
  const stopOne = await builds.start('one');
  expect(await run({ buildId: 'one' })).toEqual({ buildId: 'one', previous: null, percent: 100, deleted: [] });
  const stopTwo = await builds.start('two');
  expect(await run({ buildId: 'two', ramp: 10 })).toMatchObject({ previous: 'one', percent: 10 });
  expect((await listVersions(builds.temporal.client)).current).toBe('one');
  expect(await run({ buildId: 'two' })).toMatchObject({ previous: 'one', percent: 100 });
  expect(await run({ buildId: 'one' })).toMatchObject({ previous: 'two' });
  expect(await run({ buildId: 'two' })).toMatchObject({ previous: 'one' });
  // The older one is still draining.
  expect(await run({ buildId: 'two', keep: 0 })).toMatchObject({ deleted: [] });
  await stopOne();
  await stopTwo();
});

test('a build without workers is refused, and so is one of a service that is not ready', async () => {
  await expect(run({ buildId: 'nobody', waitSeconds: 0 })).rejects.toThrow(/nobody/);
  const server = createServer((_request, response) => response.writeHead(503).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/readyz`;
  await expect(run({ buildId: 'nobody', readyUrls: [url], waitSeconds: 0 })).rejects.toThrow(`${url} answers 503.`);
  server.close();
});
