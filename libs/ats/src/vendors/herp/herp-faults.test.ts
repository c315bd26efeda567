import { expect, test } from 'vitest';
import { herp } from './herp.ts';
import { herpBench, idsOf } from './testing/herp-fixture.ts';

const sorted = (ids: readonly string[]) => [...ids].sort();

test('requests are spared before the limit is hit, and other users of the tenant get through', async () => {
  await using bench = await herpBench({ requestsPerMinute: 8 });
  bench.reject(900);
  expect(idsOf(await bench.run())).toHaveLength(900);
  // Nine pages and those of jobs and active ones, of which three a minute are ours.
  expect(bench.pauses.length).toBeGreaterThan(2);
  for (const ms of bench.pauses) expect(ms).toBeLessThanOrEqual(61_000);
});

test('429 is waited out, and given up when it does not end', async () => {
  await using bench = await herpBench();
  bench.reject(1);
  bench.sandbox.faults.add({ vendor: 'herp', fault: 'too_many_requests', times: 2 });
  expect(idsOf(await bench.run())).toHaveLength(1);
  expect(bench.pauses).toEqual([60_000, 60_000]);
  bench.sandbox.faults.add({ vendor: 'herp', fault: 'too_many_requests', times: null });
  await expect(bench.run()).rejects.toMatchObject({ fault: { code: 'rate_limited' }, permanent: false });
});

test.each([
  ['server_error', 'unavailable', false],
  ['lost_answer', 'unavailable', false],
  ['expire_token', 'unauthorized', true],
] as const)(
  '%s in the middle is %s, permanent: %s; the next run goes on at the page that failed',
  async (fault, code, permanent) => {
    await using bench = await herpBench();
    const rejected = bench.reject(150);
    const accepted: string[] = [];
    const run = () =>
      bench.run({}, (told) => {
        accepted.push(...idsOf(told));
        if (accepted.length === 100) bench.sandbox.faults.add({ vendor: 'herp', fault, path: '/candidacies' });
      });
    await expect(run()).rejects.toMatchObject({ fault: { code }, permanent });
    expect(bench.cursorNow()).toMatchObject({ through: null, walk: { list: 'rejected', page: 2 } });
    await run();
    expect(sorted(accepted)).toEqual(sorted(rejected.map(({ id }) => id)));
  },
);

test('a page that was not accepted is told again', async () => {
  await using bench = await herpBench();
  bench.reject(150);
  let pages = 0;
  await expect(
    bench.run({}, () => {
      pages += 1;
      if (pages === 2) throw new Error('the database is away');
    }),
  ).rejects.toThrow('away');
  expect(idsOf(await bench.run())).toHaveLength(50);
});

test('its key is tried without harm, and without waiting', async () => {
  await using bench = await herpBench();
  bench.sandbox.faults.add({ vendor: 'herp', fault: 'too_many_requests' });
  await expect(herp.test?.(bench.connection({}, 'good-key'), bench.context)).rejects.toMatchObject({
    fault: { code: 'rate_limited' },
  });
  expect(bench.pauses).toEqual([]);
  await herp.test?.(bench.connection({}, 'good-key'), bench.context);
  await expect(herp.test?.(bench.connection({}, 'bad-key'), bench.context)).rejects.toMatchObject({
    fault: { code: 'unauthorized' },
  });
});
