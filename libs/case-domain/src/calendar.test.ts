import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, addMonthsToMs, parseInstantMs, toTokyoDate, toTokyoMs, toWeekday } from './calendar.ts';
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

describe('the arithmetic is Temporal’s', () => {
  const anyMs = fc.integer({ min: Date.UTC(1952, 0, 1), max: Date.UTC(2199, 11, 31) });
  const inTokyo = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Asia/Tokyo');

  test('for dates, weekdays, days and instants', () =>
    fc.assert(
      fc.property(
        anyMs,
        fc.integer({ min: -900, max: 900 }),
        fc.integer({ min: 0, max: 1_440 }),
        (ms, days, minutes) => {
          const date = inTokyo(ms).toPlainDate();
          expect(toTokyoDate(ms)).toBe(date.toString());
          expect(toWeekday(toTokyoDate(ms))).toBe(date.dayOfWeek);
          expect(addDays(toTokyoDate(ms), days)).toBe(date.add({ days }).toString());
          const midnightMs = date.toZonedDateTime('Asia/Tokyo').epochMilliseconds;
          expect(toTokyoMs(toTokyoDate(ms), minutes)).toBe(midnightMs + minutes * 60_000);
          expect(parseInstantMs(new Date(ms).toISOString())).toBe(ms);
        },
      ),
    ));

  const read = (parse: () => number): number | string => {
    try {
      return parse();
    } catch (error) {
      return error instanceof RangeError ? 'refused' : String(error);
    }
  };
  test.each(['2026-02-30T00:00:00.000Z', '2026-11-24T24:00:00.000Z', '2026-11-24 02:00:00.000Z', '2026-11-24', ''])(
    '%s is read as Temporal reads it',
    (instant) =>
      expect(read(() => parseInstantMs(instant))).toBe(read(() => Temporal.Instant.from(instant).epochMilliseconds)),
  );
  test('what is no date is refused', () => expect(() => addDays('soon', 1)).toThrow(RangeError));
});
