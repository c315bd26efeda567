import { sendingHours } from '@goen/contracts/internal';
import type { SendingHours } from '@goen/contracts/workflow';
import { describe, expect, test } from 'vitest';
import { findSendingWindow, findWindowOn, isInSendingWindow } from './sending-windows.ts';
import { formatTokyo, tokyo } from './testing/fixtures.ts';

const defaultHours = sendingHours.parse({});
const formatWindow = (date: string, hours: SendingHours): string | null => {
  const window = findWindowOn(date, hours);
  return window && `${formatTokyo(window.startMs).slice(11)}-${formatTokyo(window.endMs)}`;
};

describe('default hours', () => {
  test.each([
    ['2026-11-04', '10:00-2026-11-04 18:00', 'a Wednesday'],
    ['2026-11-06', '10:00-2026-11-06 15:00', 'Fridays are short'],
    ['2026-11-07', null, 'Saturday'],
    ['2026-11-08', null, 'Sunday'],
    ['2026-11-02', '10:00-2026-11-02 15:00', 'a Monday before a holiday is short'],
    ['2026-11-03', null, 'a public holiday'],
    ['2026-09-21', null, 'Respect for the Aged Day'],
    ['2026-09-22', null, 'a day between two holidays is a holiday'],
    ['2026-09-23', null, 'the equinox'],
    ['2026-09-24', '10:00-2026-09-24 18:00', 'the day after the holidays'],
    ['2026-12-28', '10:00-2026-12-28 15:00', 'the last business day of the year is short'],
    ['2026-12-29', null, 'year’s end'],
    ['2026-12-31', null, 'year’s end'],
    ['2028-01-03', null, 'a Monday, and no public holiday'],
    ['2027-01-04', '10:00-2027-01-04 18:00', 'the first business day of the year'],
  ])('%s: %s, %s', (date, expected, _reason) => expect(formatWindow(date, defaultHours)).toBe(expected));
});

test('a closure has no sending window and shortens the day before', () => {
  const hours = { ...defaultHours, closures: ['2026-11-12'] };
  expect(formatWindow('2026-11-11', hours)).toBe('10:00-2026-11-11 15:00');
  expect(formatWindow('2026-11-12', hours)).toBeNull();
});

test('hours can cover every day, including holidays, to the end of the day', () => {
  const allHours: SendingHours = {
    opensAt: '00:00',
    closesAt: '24:00',
    shortClosesAt: '24:00',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    onHolidays: true,
    closures: [],
  };
  expect(formatWindow('2027-01-01', allHours)).toBe('00:00-2027-01-02 00:00');
  expect(isInSendingWindow(tokyo('2026-11-08 23:59'), allHours)).toBe(true);
  expect(isInSendingWindow(tokyo('2026-11-08 00:00'), { ...allHours, closures: ['2026-11-08'] })).toBe(false);
});

describe('windows are half-open: nothing is sent at the closing time', () => {
  test.each([
    ['2026-11-04 09:59', 59_999, false],
    ['2026-11-04 10:00', 0, true],
    ['2026-11-04 17:59', 59_999, true],
    ['2026-11-04 18:00', 0, false],
    ['2026-11-06 14:59', 59_999, true],
    ['2026-11-06 15:00', 0, false],
    ['2026-12-28 15:00', 0, false],
  ])('%s +%i ms: %s', (at, moreMs, expected) =>
    expect(isInSendingWindow(tokyo(at) + moreMs, defaultHours)).toBe(expected),
  );
});

describe('finds the window that contains an instant, else the next one', () => {
  test.each([
    ['2026-11-04 12:00', '2026-11-04'],
    ['2026-11-04 03:00', '2026-11-04'],
    ['2026-11-04 18:00', '2026-11-05'],
    ['2026-11-06 15:00', '2026-11-09'],
    ['2026-09-18 15:30', '2026-09-24'],
    ['2026-12-28 15:00', '2027-01-04'],
  ])('%s: %s', (at, date) => expect(findSendingWindow(tokyo(at), defaultHours)?.date).toBe(date));
});

test('the search ends when the hours never open', () => {
  expect(findSendingWindow(tokyo('2026-11-04 12:00'), { ...defaultHours, opensAt: '18:00' })).toBeNull();
  expect(
    findSendingWindow(tokyo('2026-11-04 12:00'), { ...defaultHours, opensAt: '24:00', closesAt: '24:00' }),
  ).toBeNull();
});
