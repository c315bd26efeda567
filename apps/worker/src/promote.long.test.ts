import '@goen/temporal-server/vitest';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { listVersions } from './deployment-versions.ts';
import { promote } from './promote.ts';
import { openBuilds } from './testing/builds-fixture.ts';

/** Temporal takes 3 minutes to see that nothing runs on a version, and 5 to forget a poller. */
const waitMs = 1_200_000;

let builds: Awaited<ReturnType<typeof openBuilds>>;
beforeAll(async () => {
  builds = await openBuilds(inject('temporalAddress'));
});
afterAll(() => builds?.close());

test('a drained build is deleted once its workers are gone', { timeout: waitMs + 60_000 }, async () => {
  const run = (buildId: string) => promote(builds.temporal, { buildId, readyUrls: [], waitSeconds: 60, keep: 0 });
  const stopOne = await builds.start('one');
  await run('one');
  const stopTwo = await builds.start('two');
  await run('two');
  const isOneDrained = async () =>
    (await listVersions(builds.temporal.client)).versions.find(({ buildId }) => buildId === 'one')?.isDrained;
  await expect.poll(isOneDrained, { timeout: waitMs, interval: 5_000 }).toBe(true);
  expect((await run('two')).deleted).toEqual([]);
  await stopOne();
  await expect.poll(async () => (await run('two')).deleted, { timeout: waitMs, interval: 5_000 }).toEqual(['one']);
  expect((await listVersions(builds.temporal.client)).versions.map(({ buildId }) => buildId)).toEqual(['two']);
  await stopTwo();
});
