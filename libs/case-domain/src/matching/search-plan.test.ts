import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPosition, anyProfile } from '../testing/any-match.ts';
import {
  buildSearchGroups,
  buildSearchKeys,
  computeBestScore,
  listHalfMonths,
  type MatchPosition,
  type MatchProfile,
  minimalScore,
  type SearchWidth,
  scoreMatch,
  toHalfMonth,
} from './index.ts';

const toMs = (day: string) => Date.parse(`${day}T00:00:00Z`);
const nowMs = toMs('2026-11-24');
const isFound = (position: MatchPosition, width: SearchWidth, profile: MatchProfile) => {
  const keys = buildSearchKeys(profile, nowMs);
  const groups = buildSearchGroups(position, width, toHalfMonth(nowMs));
  return groups.length > 0 && groups.every((list) => list.some((key) => keys.includes(key)));
};

test('a search finds everyone who reaches the minimal score', () => {
  let reachedCount = 0;
  fc.assert(
    fc.property(anyProfile, anyPosition, (profile, position) => {
      const { total } = scoreMatch(profile, position);
      if (total >= minimalScore) reachedCount += 1;
      expect(total < minimalScore || isFound(position, 'all', profile)).toBe(true);
    }),
    { numRuns: 20_000 },
  );
  expect(reachedCount).toBeGreaterThan(200);
});

test('a strict search finds a subset, and nobody scores more than the best score', () => {
  let foundCount = 0;
  fc.assert(
    fc.property(anyProfile, anyPosition, (profile, position) => {
      if (isFound(position, 'strict', profile)) foundCount += 1;
      expect(isFound(position, 'strict', profile) && !isFound(position, 'all', profile)).toBe(false);
      expect(scoreMatch(profile, position).total).toBeLessThanOrEqual(computeBestScore(position));
    }),
    { numRuns: 5_000 },
  );
  expect(foundCount).toBeGreaterThan(20);
});

const position: MatchPosition = {
  required: ['skill:go', 'orientation:full_time'],
  desired: ['skill:aws', 'job_category:sre', 'job_category:cto'],
  regions: ['region:hokkaido'],
  remote: false,
  minYears: null,
  maxYears: null,
};

test('one group per required tag within reach; a strict search adds desired tags and only the place of work', () => {
  expect(buildSearchGroups(position, 'all', 7)).toEqual([['skill:go@hokkaido#7', 'skill:go@?#7', 'skill:go@*#7']]);
  expect(buildSearchGroups(position, 'strict', 7)).toEqual([
    ['skill:go@hokkaido#7'],
    ['skill:aws@hokkaido#7'],
    ['job_category:sre@hokkaido#7', 'job_category:cto@hokkaido#7'],
  ]);
});

test('without required tags one group of all desired ones; remote work needs no place', () => {
  const desired = { ...position, required: [], remote: true };
  expect(buildSearchGroups(desired, 'all', 7)).toEqual([['skill:aws#7', 'job_category:sre#7', 'job_category:cto#7']]);
});

test('a position without skills and job categories has no group', () => {
  const region = { ...position, required: ['orientation:full_time'], desired: [], remote: true };
  expect(buildSearchGroups(region, 'all', 7)).toEqual([]);
  expect(computeBestScore(region)).toBeLessThan(minimalScore);
});

test('a profile is indexed by skills and job categories, place and start of the wait', () => {
  const tags = ['skill:go', 'skill:go', 'job_category:sre', 'region:tokyo', 'orientation:relocation'];
  const halfMonth = toHalfMonth(toMs('2026-11-16'));
  expect(halfMonth - toHalfMonth(toMs('2026-11-15'))).toBe(1);
  expect(buildSearchKeys({ tags }, toMs('2026-11-16'))).toEqual(
    ['job_category:sre', 'skill:go'].flatMap((tag) => [
      `${tag}#${halfMonth}`,
      `${tag}@*#${halfMonth}`,
      `${tag}@tokyo#${halfMonth}`,
    ]),
  );
  expect(buildSearchKeys({ tags: ['skill:go'] }, nowMs)).toEqual([`skill:go#${halfMonth}`, `skill:go@?#${halfMonth}`]);
});

test('half months run from the longest wait to now, each once', () => {
  fc.assert(
    fc.property(fc.integer({ min: toMs('2024-01-01'), max: nowMs }), (sinceMs) => {
      const halfMonths = listHalfMonths(sinceMs, nowMs);
      expect([halfMonths[0], halfMonths.at(-1), new Set(halfMonths).size]).toEqual([
        toHalfMonth(sinceMs),
        toHalfMonth(nowMs),
        halfMonths.length,
      ]);
    }),
  );
});
