import { expect, it } from 'vitest';
import { cooldownAfterAnswerMs, planTurn, type Turns, toLimits } from './turn-plan.ts';

const fresh: Turns = { nowMs: 5_000, nextMs: 0, takenUntilMs: [] };

it.each([
  [10, 10, 1003, 100],
  [2.5, 2, 803, 400],
  [0.5, 1, 2003, 2000],
  [10_000, 50, 8, 0.1],
])('%d requests a second: %d in any %d ms, %d ms apart', (perSecond, places, cooldownMs, spacingMs) => {
  expect(toLimits(perSecond)).toEqual({ places, cooldownMs, spacingMs });
});

it.each([
  [0, 1003],
  [80, 963],
  [250, 878],
  [251, 1003],
  [5_000, 1003],
])(
  'a request that took %d ms holds its place for %d ms more: a slow one may have been counted late',
  (tookMs, cooldownMs) => {
    expect(cooldownAfterAnswerMs(10, tookMs)).toBe(cooldownMs);
  },
);

it('the first request leaves at once, the next one spaced', () => {
  const first = planTurn(fresh, 10, 3_000);
  expect(first).toMatchObject({ kind: 'reserved', place: 0, atMs: 5_000 });
  const second = planTurn('turns' in first ? first.turns : fresh, 10, 3_000);
  expect(second).toMatchObject({ kind: 'reserved', place: 1, atMs: 5_100 });
});

it('takes the place that is free first, once it is', () => {
  const turns = { nowMs: 5_000, nextMs: 5_050, takenUntilMs: [5_900, 5_400] };
  expect(planTurn(turns, 2, 3_000)).toMatchObject({ kind: 'reserved', place: 1, atMs: 5_400 });
});

it('tells a pause from a state in which all places wait for answers', () => {
  const waiting = { nowMs: 5_000, nextMs: 5_050, takenUntilMs: [35_000, 34_000] };
  expect(planTurn(waiting, 2, 3_000)).toEqual({ kind: 'busy', isPaused: false, atMs: 34_000 });
  const paused = { nowMs: 5_000, nextMs: 3_605_000, takenUntilMs: [] };
  expect(planTurn(paused, 2, 3_000)).toEqual({ kind: 'busy', isPaused: true, atMs: 3_605_000 });
});
