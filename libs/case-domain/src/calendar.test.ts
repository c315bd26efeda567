import { describe, expect, test } from 'vitest';
import { addMonths, addMonthsToMs, parseInstantMs, toTokyoDate } from './calendar.ts';
import { tokyo } from './testing/fixtures.ts';

describe('dates are in Tokyo time', () => {
  test.each([
    ['2026-08-31T14:59:59.999Z', '2026-08-31'],
    ['2026-08-31T15:00:00Z', '2026-09-01'],
    ['2026-08-31T23:30:00-09:00', '2026-09-01'],
    ['2026-12-31T15:00:00.000Z', '2027-01-01'],
  ])('%s is %s', (instant, date) => expect(toTokyoDate(parseInstantMs(instant))).toBe(date));
});

describe('added months are clamped to the end of the month', () => {
  test.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-10-31', 1, '2026-11-30'],
    ['2026-11-04', 6, '2027-05-04'],
  ])('%s plus %i is %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected));

  test('an instant keeps its time of day in Tokyo', () =>
    expect(addMonthsToMs(tokyo('2026-08-31 23:45'), 6)).toBe(tokyo('2027-02-28 23:45')));
});
