import { expect, test } from 'vitest';
import { afterPage, type HerpCursor, nextWindow, tokyoDate } from './poll-window.ts';

const noon = (day: string) => new Date(`${day}T12:00:00+09:00`);
const look = { now: noon('2026-11-24'), since: undefined, lookBackDays: 90 };
const startedAt = '2026-11-24T03:00:00.000Z';
const done: HerpCursor = {
  since: '2026-10-01',
  through: '2026-11-24',
  sweptOn: '2026-11-24',
  readAt: startedAt,
  walk: null,
};

test.each([
  ['the first ever looks far back', null, {}, '2026-08-26', true],
  ['and further, to the date that is set', null, { since: '2026-01-01' }, '2026-01-01', true],
  ['what can not be read is the first ever', { through: 7 }, {}, '2026-08-26', true],
  ['the next overlaps the last by two days', done, {}, '2026-11-22', false],
  ['the first of a day looks far back', done, { now: noon('2026-11-25') }, '2026-08-27', true],
  [
    'after a long pause nothing is left out',
    { ...done, through: '2026-06-01' },
    { now: noon('2026-11-25') },
    '2026-05-30',
    true,
  ],
  ['a clock that went back does not skip', done, { now: noon('2026-11-20') }, '2026-08-22', true],
  ['an earlier date that is set is read at once', done, { since: '2026-07-01' }, '2026-07-01', true],
  ['a later one is not', done, { since: '2026-11-01' }, '2026-11-22', false],
])('%s', (_, cursor, changes, from, sweep) => {
  const { walk } = nextWindow(cursor, { ...look, ...changes });
  expect([walk.from, walk.to, walk.sweep, walk.list, walk.page]).toEqual([
    from,
    tokyoDate('now' in changes ? changes.now : look.now),
    sweep,
    'rejected',
    1,
  ]);
});

test('the date since when rejections are taken stays that of the first run', () => {
  expect(nextWindow(null, look).since).toBe('2026-10-25');
  expect(nextWindow({ ...done, since: '2026-10-25' }, { ...look, now: noon('2027-01-01') }).since).toBe('2026-10-25');
});

test('a window counts as read once the last page of its last list was', () => {
  let cursor = nextWindow(done, look);
  const seen: string[] = [];
  for (const more of [true, true, false, true]) {
    const after = afterPage(cursor, more);
    if (after.walk === null) throw new Error('ended early');
    expect(after.through).toBe('2026-11-24');
    seen.push(`${after.walk.list} ${after.walk.page}`);
    // Whoever takes over goes on there.
    cursor = nextWindow(JSON.parse(JSON.stringify(after)), { ...look, now: noon('2026-11-25') });
    expect(cursor.walk).toEqual(after.walk);
  }
  expect(seen).toEqual(['rejected 2', 'rejected 3', 'active 1', 'active 2']);
  expect(afterPage(cursor, false)).toEqual({ ...done, walk: null });
});

test('a look far back is done once a day', () => {
  const cursor = nextWindow({ ...done, sweptOn: '2026-11-23' }, look);
  const active = { ...cursor, walk: { ...cursor.walk, list: 'active' as const } };
  expect(afterPage(active, false)).toEqual(done);
});

test('an earlier date that is set ends the window that was begun', () => {
  const cursor = nextWindow(done, look);
  const begun = afterPage(cursor, true);
  expect(nextWindow(begun, { ...look, since: '2026-03-01' }).walk).toEqual({
    from: '2026-03-01',
    to: '2026-11-24',
    startedAt,
    sweep: true,
    list: 'rejected',
    page: 1,
  });
});

test('a date is that of Tokyo', () => {
  expect(tokyoDate(new Date('2026-11-23T15:00:00Z'))).toBe('2026-11-24');
});
