import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionPauseMs, giveUpAfterMs, judgeFailedBatch, planRetry, shrinkBatchSize } from './outcomes.ts';

const code = fc.constantFrom(
  'unauthorized',
  'forbidden',
  'not_found',
  'refused',
  'rate_limited',
  'unavailable',
  'timeout',
  'answer_unreadable',
);

test('one whom the CRM can not take is found in a few batches, whatever the size, and holds up no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (most) => {
      let [faults, batches] = [0, 0];
      for (;;) {
        batches += 1;
        const size = shrinkBatchSize(most, faults);
        const failed = judgeFailedBatch({ code: 'unavailable' }, { size, faults, isRetry: false });
        if (failed.isCandidateFault) break;
        ({ faults } = failed);
      }
      expect(batches).toBeLessThanOrEqual(Math.ceil(Math.log2(most)) + 1);
    }),
  );
});

test('what a CRM says of us is no candidate’s failure, and a connection is never left alone for more than an hour', () => {
  const retryAfterMs = fc.option(fc.integer({ min: 0, max: 1e9 }));
  fc.assert(
    fc.property(code, fc.nat(200), fc.nat(50), fc.boolean(), retryAfterMs, (given, size, faults, isRetry, asked) => {
      const failed = judgeFailedBatch({ code: given }, { size, faults, isRetry, retryAfterMs: asked });
      expect(failed.holdMs).toBeLessThanOrEqual(3_600_000);
      const isOfUs = ['unauthorized', 'forbidden', 'rate_limited'].includes(given);
      expect(isOfUs && (failed.isCandidateFault || failed.faults !== faults || failed.holdMs === 0)).toBe(false);
    }),
  );
});

test('a candidate comes again after growing pauses, for three days and no longer', () => {
  const start = new Date('2026-11-24T00:00:00Z');
  let [now, attempts] = [start, 0];
  const pauses: number[] = [];
  for (;;) {
    attempts += 1;
    const at = planRetry({ permanent: false }, { attempts, failingSince: start }, now);
    if (at === null) break;
    pauses.push(at.getTime() - now.getTime());
    now = at;
  }
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  const days = (now.getTime() - start.getTime()) / giveUpAfterMs;
  expect([Math.floor(days), days < 1.1, pauses.length > 10]).toEqual([1, true, true]);
});

test('refused for good is given up at once; a longer pause that is asked for is kept, up to a day', () => {
  const record = { attempts: 1, failingSince: null };
  const now = new Date();
  expect(planRetry({ permanent: true }, record, now)).toBeNull();
  const after = (retryAfterMs: number) =>
    (planRetry({ permanent: false, retryAfterMs }, record, now)?.getTime() ?? 0) - now.getTime();
  expect([after(0), after(7_200_000), after(1e12)]).toEqual([60_000, 7_200_000, 86_400_000]);
});

test.each([
  ['rate_limited', null, 10_000],
  ['rate_limited', 30_000, 30_000],
  ['rate_limited', 1e9, 3_600_000],
  ['unauthorized', null, 900_000],
  ['forbidden', 1_000, 900_000],
] as const)('%s with a pause of %s is left alone for %s ms', (given, asked, pauseMs) => {
  expect(connectionPauseMs({ code: given }, asked)).toBe(pauseMs);
});
