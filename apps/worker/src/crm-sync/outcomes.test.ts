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

test('a candidate that the CRM can’t accept is isolated in a few batches of any size', () => {
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

test('an error about the connection is no failure of a candidate, and no pause exceeds an hour', () => {
  const retryAfterMs = fc.option(fc.integer({ min: 0, max: 1e9 }));
  fc.assert(
    fc.property(code, fc.nat(200), fc.nat(50), fc.boolean(), retryAfterMs, (given, size, faults, isRetry, asked) => {
      const failed = judgeFailedBatch({ code: given }, { size, faults, isRetry, retryAfterMs: asked });
      expect(failed.holdMs).toBeLessThanOrEqual(3_600_000);
      const isConnectionFault = ['unauthorized', 'forbidden', 'rate_limited'].includes(given);
      expect(isConnectionFault && (failed.isCandidateFault || failed.faults !== faults || failed.holdMs === 0)).toBe(
        false,
      );
    }),
  );
});

test('a candidate is retried after growing pauses for three days', () => {
  const start = new Date('2026-11-24T00:00:00Z');
  let [now, attempts] = [start, 0];
  const pauses: number[] = [];
  for (;;) {
    attempts += 1;
    const retryAt = planRetry({ permanent: false }, { attempts, failingSince: start }, now);
    if (retryAt === null) break;
    pauses.push(retryAt.getTime() - now.getTime());
    now = retryAt;
  }
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  const days = (now.getTime() - start.getTime()) / giveUpAfterMs;
  expect([Math.floor(days), days < 1.1, pauses.length > 10]).toEqual([1, true, true]);
});

test('a permanent refusal is not retried, and a requested pause is kept up to a day', () => {
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
] as const)('%s with a requested pause of %s pauses the connection for %s ms', (given, asked, pauseMs) => {
  expect(connectionPauseMs({ code: given }, asked)).toBe(pauseMs);
});
