import { expect, test } from 'vitest';
import { advanceCursor, findDates, type HerpCursor, planWindow, toTokyoDate } from './poll-window.ts';

const noon = (day: string) => new Date(`${day}T12:00:00+09:00`);
const options = { now: noon('2026-11-24'), since: undefined, lookBackDays: 90 };
const startedAt = '2026-11-24T03:00:00.000Z';
const complete: HerpCursor = {
  since: '2026-10-01',
  through: '2026-11-24',
  sweptOn: '2026-11-24',
  readAt: startedAt,
  walk: null,
};

test.each([
  ['the first window looks far back', null, {}, '2026-08-26', true],
  ['the first window reaches back to the configured date', null, { since: '2026-01-01' }, '2026-01-01', true],
  ['an unreadable cursor counts as none', { through: 7 }, {}, '2026-08-26', true],
  ['the next window overlaps the last by two days', complete, {}, '2026-11-22', false],
  ['the first window of a day looks far back', complete, { now: noon('2026-11-25') }, '2026-08-27', true],
  [
    'after a long pause nothing is skipped',
    { ...complete, through: '2026-06-01' },
    { now: noon('2026-11-25') },
    '2026-05-30',
    true,
  ],
  ['a clock that went back skips nothing', complete, { now: noon('2026-11-20') }, '2026-08-22', true],
  ['an earlier configured date is read at once', complete, { since: '2026-07-01' }, '2026-07-01', true],
  ['a later configured date changes nothing', complete, { since: '2026-11-01' }, '2026-11-22', false],
])('%s', (_, cursor, changes, from, sweep) => {
  const { walk } = planWindow(cursor, { ...options, ...changes });
  expect([walk.from, walk.to, walk.sweep, walk.list, walk.page]).toEqual([
    from,
    toTokyoDate('now' in changes ? changes.now : options.now),
    sweep,
    'active',
    1,
  ]);
});

test('the default start date stays that of the first window', () => {
  expect(planWindow(null, options).since).toBe('2026-10-25');
  expect(planWindow({ ...complete, since: '2026-10-25' }, { ...options, now: noon('2027-01-01') }).since).toBe(
    '2026-10-25',
  );
});

test('a window is complete after the last page of its last list', () => {
  let cursor = planWindow(complete, options);
  const pages: string[] = [];
  for (const more of [true, true, false, true, false, false, true]) {
    const after = advanceCursor(cursor, more);
    if (after.walk === null) throw new Error('ended early');
    expect(after.through).toBe('2026-11-24');
    pages.push(`${after.walk.list} ${after.walk.page}`);
    // Another worker continues from the stored cursor.
    cursor = planWindow(JSON.parse(JSON.stringify(after)), { ...options, now: noon('2026-11-25') });
    expect(cursor.walk).toEqual(after.walk);
  }
  expect(pages.join(', ')).toBe('active 2, active 3, hired 1, hired 2, refusedByCandidate 1, rejected 1, rejected 2');
  expect(advanceCursor(cursor, false)).toEqual({ ...complete, walk: null });
});

test('the far look-back happens once a day, and ends with everybody in selection', () => {
  const cursor = planWindow({ ...complete, sweptOn: '2026-11-23' }, options);
  const rejected = { ...cursor, walk: { ...cursor.walk, list: 'rejected' as const } };
  const { walk, ...rest } = advanceCursor(rejected, false);
  if (walk === null) throw new Error('ended early');
  expect([walk.list, findDates(walk).stepUpdatedAtFrom]).toEqual(['waiting', '2024-11-24']);
  expect(advanceCursor({ ...rest, walk }, false)).toEqual(complete);
});

test('an earlier configured date replaces the window in progress', () => {
  const cursor = planWindow(complete, options);
  const inProgress = advanceCursor(cursor, true);
  expect(planWindow(inProgress, { ...options, since: '2026-03-01' }).walk).toEqual({
    from: '2026-03-01',
    to: '2026-11-24',
    startedAt,
    sweep: true,
    list: 'active',
    page: 1,
  });
});

test('dates are Tokyo dates', () => {
  expect(toTokyoDate(new Date('2026-11-23T15:00:00Z'))).toBe('2026-11-24');
});
