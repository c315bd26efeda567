import { expect, test } from 'vitest';
import { chooseKept } from './retention.ts';

const backupsAt = (...times: string[]) => times.map((at) => ({ name: at, manifest: { at } as never }));

test.each([
  [
    'the newest of a day',
    ['2026-11-28T02:00:00Z', '2026-11-28T14:00:00Z'],
    { hourly: 1, daily: 1, weekly: 1 },
    ['2026-11-28T14:00:00Z'],
  ],
  [
    'days that have one, however long ago',
    ['2026-11-28T02:00:00Z', '2026-11-20T02:00:00Z', '2026-11-19T02:00:00Z'],
    { hourly: 1, daily: 2, weekly: 1 },
    ['2026-11-28T02:00:00Z', '2026-11-20T02:00:00Z'],
  ],
  [
    'weeks from Monday to Sunday',
    ['2026-11-23T02:00:00Z', '2026-11-22T02:00:00Z', '2026-11-16T02:00:00Z', '2026-11-15T02:00:00Z'],
    { hourly: 1, daily: 1, weekly: 3 },
    ['2026-11-23T02:00:00Z', '2026-11-22T02:00:00Z', '2026-11-15T02:00:00Z'],
  ],
  [
    'hours of the last ones',
    ['2026-11-28T14:50:00Z', '2026-11-28T14:10:00Z', '2026-11-28T13:10:00Z', '2026-11-28T12:10:00Z'],
    { hourly: 2, daily: 1, weekly: 1 },
    ['2026-11-28T14:50:00Z', '2026-11-28T13:10:00Z'],
  ],
])('keeps %s', (_, times, keep, kept) => {
  expect([...chooseKept(backupsAt(...times), keep)].toSorted().reverse()).toEqual(kept);
});
