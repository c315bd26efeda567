import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './workspaces.ts';

/** A stored time against the unrounded clock; an interval of whole seconds beside it makes the rounding harmless. */
const unroundedComparison = /(?:[<>]=?|between) (?:now|clock_timestamp)\(\)(?!::|\.| [+-])/i;

/** The day of the session's time zone: a day is one in Asia/Tokyo, of an instant that the query names. */
const dayOfSession =
  /\b(?:current_date|localtimestamp|localtime|current_time)\b|\b(?:now|\w+_timestamp)\(\)::(?:date|timestamp)\b(?!tz)|date_trunc\('(?:day|week|month|quarter|year)', (?:now|\w+_timestamp)\(\)\)/i;

/** The day of UTC where a person's day is meant. */
const dayOfUtc = /new Date\(\)\.toISOString\(\)\.slice\(0, 10\)/;

function findLines(pattern: RegExp): string[] {
  const files = globSync(['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'], { cwd: root, exclude: ['**/migrations/**'] });
  expect(files.length).toBeGreaterThan(500);
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

test.each([
  ['compares a stored time with a clock that is not rounded like it', unroundedComparison, 'compare with `roundedNow`'],
  ["reads the day of the session's time zone", dayOfSession, "use `(now() at time zone 'Asia/Tokyo')::date`"],
  ['reads the day of UTC', dayOfUtc, 'use `toTokyoDate`'],
])('no query %s', (_name, pattern, advice) => {
  const lines = findLines(pattern);
  expect(lines.map((line) => `${line}: ${advice}`)).toEqual([]);
});

test.each([
  ['expires_on >= current_date', true],
  ['due_on < now()::date', true],
  ["date_trunc('day', now())", true],
  ["at > localtimestamp - interval '1 day'", true],
  ["(now() at time zone 'Asia/Tokyo')::date", false],
  ["date_trunc('milliseconds', now() at time zone 'Asia/Tokyo')", false],
])('%s: %s', (sql, isRefused) => {
  expect(dayOfSession.test(sql)).toBe(isRefused);
});
