import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import { backOff } from './back-off.ts';

const fail = (nextRetryDelay?: number) => () =>
  Promise.reject(
    ApplicationFailure.create({
      message: 'unavailable',
      type: 'unavailable',
      ...(nextRetryDelay && { nextRetryDelay }),
    }),
  );

test.each([
  ['the first retries come when asked', 5_000, 0, 5_000],
  ['also after some of them', 5_000, 50_000, 5_000],
  ['then after a tenth of the time', 5_000, 400_000, 40_000],
  ['up to a quarter of an hour', 5_000, 172_800_000, 900_000],
  ['a longer pause that was asked for stays', 1_200_000, 172_800_000, 1_200_000],
  ['without one, the policy of the activity counts', undefined, 172_800_000, undefined],
] as const)('%s', async (_name, asked, retriedForMs, pauseMs) => {
  await expect(backOff(fail(asked), retriedForMs)).rejects.toMatchObject({
    type: 'unavailable',
    nextRetryDelay: pauseMs,
  });
});

test('results and other errors pass', async () => {
  expect(await backOff(() => Promise.resolve('sent'), 100)).toBe('sent');
  await expect(backOff(() => Promise.reject(new Error('broken')), 100)).rejects.toThrow('broken');
});
