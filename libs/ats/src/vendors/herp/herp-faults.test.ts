import { expect, test } from 'vitest';
import { herp } from './herp.ts';
import { startHerpFixture, toRejectedIds } from './testing/herp-fixture.ts';

const sorted = (ids: readonly string[]) => [...ids].sort();

test('stays below the rate limit and leaves requests to other users of the tenant', async () => {
  await using fixture = await startHerpFixture({ requestsPerMinute: 8 });
  fixture.reject(900);
  expect(toRejectedIds(await fixture.poll())).toHaveLength(900);
  // Nine pages plus those of jobs and active candidacies, at three requests per minute.
  expect(fixture.pauses.length).toBeGreaterThan(2);
  for (const ms of fixture.pauses) expect(ms).toBeLessThanOrEqual(61_000);
});

test('waits out a 429 and gives up when it persists', async () => {
  await using fixture = await startHerpFixture();
  fixture.reject(1);
  fixture.sandbox.faults.add({ vendor: 'herp', fault: 'too_many_requests', times: 2 });
  expect(toRejectedIds(await fixture.poll())).toHaveLength(1);
  expect(fixture.pauses).toEqual([60_000, 60_000]);
  fixture.sandbox.faults.add({ vendor: 'herp', fault: 'too_many_requests', times: null });
  await expect(fixture.poll()).rejects.toMatchObject({ fault: { code: 'rate_limited' }, permanent: false });
});

test.each([
  ['server_error', 'unavailable', false],
  ['lost_answer', 'unavailable', false],
  ['expire_token', 'unauthorized', true],
] as const)(
  'reports %s in the middle as %s, permanent: %s; the next poll continues at the failed page',
  async (fault, code, permanent) => {
    await using fixture = await startHerpFixture();
    const rejected = fixture.reject(150);
    const accepted: string[] = [];
    const poll = () =>
      fixture.poll({}, (items) => {
        accepted.push(...toRejectedIds(items));
        if (accepted.length === 100) fixture.sandbox.faults.add({ vendor: 'herp', fault, path: '/candidacies' });
      });
    await expect(poll()).rejects.toMatchObject({ fault: { code }, permanent });
    expect(fixture.currentCursor()).toMatchObject({ through: null, walk: { list: 'rejected', page: 2 } });
    await poll();
    expect(sorted(accepted)).toEqual(sorted(rejected.map(({ id }) => id)));
  },
);

test('reports a page again that was not accepted', async () => {
  await using fixture = await startHerpFixture();
  fixture.reject(150);
  let pages = 0;
  await expect(
    fixture.poll({}, (items) => {
      if (toRejectedIds(items).length > 0) pages += 1;
      if (pages === 2) throw new Error('database unavailable');
    }),
  ).rejects.toThrow('unavailable');
  expect(toRejectedIds(await fixture.poll())).toHaveLength(50);
});

test('the connection test checks the key without waiting out a limit', async () => {
  await using fixture = await startHerpFixture();
  fixture.sandbox.faults.add({ vendor: 'herp', fault: 'too_many_requests' });
  await expect(herp.test?.(fixture.connection({}, 'good-key'), fixture.context)).rejects.toMatchObject({
    fault: { code: 'rate_limited' },
  });
  expect(fixture.pauses).toEqual([]);
  await herp.test?.(fixture.connection({}, 'good-key'), fixture.context);
  await expect(herp.test?.(fixture.connection({}, 'bad-key'), fixture.context)).rejects.toMatchObject({
    fault: { code: 'unauthorized' },
  });
});
