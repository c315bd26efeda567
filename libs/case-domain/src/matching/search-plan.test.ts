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

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const now = at('2026-11-24');
const finds = (position: MatchPosition, width: SearchWidth, profile: MatchProfile) => {
  const keys = buildSearchKeys(profile, now);
  const groups = buildSearchGroups(position, width, toHalfMonth(now));
  return groups.length > 0 && groups.every((list) => list.some((key) => keys.includes(key)));
};

test('nobody outside the search reaches the minimal score: it loses nobody', () => {
  let reached = 0;
  fc.assert(
    fc.property(anyProfile, anyPosition, (profile, position) => {
      const { total } = scoreMatch(profile, position);
      if (total >= minimalScore) reached += 1;
      expect(total < minimalScore || finds(position, 'all', profile)).toBe(true);
    }),
    { numRuns: 20_000 },
  );
  expect(reached).toBeGreaterThan(200);
});

test('who is found strictly is found, and scores no more than the best', () => {
  let found = 0;
  fc.assert(
    fc.property(anyProfile, anyPosition, (profile, position) => {
      if (finds(position, 'strict', profile)) found += 1;
      expect(finds(position, 'strict', profile) && !finds(position, 'all', profile)).toBe(false);
      expect(scoreMatch(profile, position).total).toBeLessThanOrEqual(computeBestScore(position));
    }),
    { numRuns: 5_000 },
  );
  expect(found).toBeGreaterThan(20);
});

const position: MatchPosition = {
  required: ['skill:go', 'orientation:full_time'],
  desired: ['skill:aws', 'job_category:sre', 'job_category:cto'],
  regions: ['region:hokkaido'],
  remote: false,
  minYears: null,
  maxYears: null,
};

test('a list for each thing required, within reach; strictly also for what is desired, and there alone', () => {
  expect(buildSearchGroups(position, 'all', 7)).toEqual([['skill:go@hokkaido#7', 'skill:go@?#7', 'skill:go@*#7']]);
  expect(buildSearchGroups(position, 'strict', 7)).toEqual([
    ['skill:go@hokkaido#7'],
    ['skill:aws@hokkaido#7'],
    ['job_category:sre@hokkaido#7', 'job_category:cto@hokkaido#7'],
  ]);
});

test('without anything required, whatever is desired; work from anywhere asks for no place', () => {
  const desired = { ...position, required: [], remote: true };
  expect(buildSearchGroups(desired, 'all', 7)).toEqual([['skill:aws#7', 'job_category:sre#7', 'job_category:cto#7']]);
});

test('a position that asks for no skill and no job category is searched for nobody', () => {
  const region = { ...position, required: ['orientation:full_time'], desired: [], remote: true };
  expect(buildSearchGroups(region, 'all', 7)).toEqual([]);
  expect(computeBestScore(region)).toBeLessThan(minimalScore);
});

test('a profile is indexed by what it can, where, and since when it waits', () => {
  const tags = ['skill:go', 'skill:go', 'job_category:sre', 'region:tokyo', 'orientation:relocation'];
  const half = toHalfMonth(at('2026-11-16'));
  expect(half - toHalfMonth(at('2026-11-15'))).toBe(1);
  expect(buildSearchKeys({ tags }, at('2026-11-16'))).toEqual(
    ['job_category:sre', 'skill:go'].flatMap((tag) => [`${tag}#${half}`, `${tag}@*#${half}`, `${tag}@tokyo#${half}`]),
  );
  expect(buildSearchKeys({ tags: ['skill:go'] }, now)).toEqual([`skill:go#${half}`, `skill:go@?#${half}`]);
});

test('half months go from the longest wait to now, each once', () => {
  fc.assert(
    fc.property(fc.integer({ min: at('2024-01-01'), max: now }), (since) => {
      const all = listHalfMonths(since, now);
      expect([all[0], all.at(-1), new Set(all).size]).toEqual([toHalfMonth(since), toHalfMonth(now), all.length]);
    }),
  );
});
