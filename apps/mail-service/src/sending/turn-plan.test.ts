import { expect, it } from 'vitest';
import { cooldownAfterAnswerMs, planTurn, type Turns, toLimits } from './turn-plan.ts';

const fresh: Turns = { nowMs: 5_000, nextMs: 0, takenUntilMs: [] };

it.each([
  [10, 10, 1003, 100],
  [2.5, 2, 803, 400],
  [0.5, 1, 2003, 2000],
  [10_000, 50, 8, 0.1],
])('%d requests a second: %d in any %d ms, %d ms apart', (perSecond, places, coolMs, spacingMs) => {
  expect(toLimits(perSecond)).toEqual({ places, coolMs, spacingMs });
});

it.each([
  [0, 1003],
  [80, 963],
  [250, 878],
  [251, 1003],
  [5_000, 1003],
])('a request that took %d ms holds its place %d ms more: a slow one may have been counted last', (tookMs, coolMs) => {
  expect(cooldownAfterAnswerMs(10, tookMs)).toBe(coolMs);
});

it('the first request leaves at once, the next one spaced', () => {
  const first = planTurn(fresh, 10, 3_000);
  expect(first).toMatchObject({ kind: 'reserved', place: 0, atMs: 5_000 });
  const second = planTurn('turns' in first ? first.turns : fresh, 10, 3_000);
  expect(second).toMatchObject({ kind: 'reserved', place: 1, atMs: 5_100 });
});

it('takes the place that cooled down first, when it has', () => {
  const turns = { nowMs: 5_000, nextMs: 5_050, takenUntilMs: [5_900, 5_400] };
  expect(planTurn(turns, 2, 3_000)).toMatchObject({ kind: 'reserved', place: 1, atMs: 5_400 });
});

it('while all places wait for their answers one may come free at any moment; a pause is known', () => {
  const waiting = { nowMs: 5_000, nextMs: 5_050, takenUntilMs: [35_000, 34_000] };
  expect(planTurn(waiting, 2, 3_000)).toEqual({ kind: 'far', paused: false, atMs: 34_000 });
  const paused = { nowMs: 5_000, nextMs: 3_605_000, takenUntilMs: [] };
  expect(planTurn(paused, 2, 3_000)).toEqual({ kind: 'far', paused: true, atMs: 3_605_000 });
});
