import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPosition, anyProfile } from '../testing/any-match.ts';
import { matchScore, minimalScore, type SearchTier, searchKeysOf, searchTiers, tagsAmong, waitSpans } from './index.ts';

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const now = at('2026-11-24');
const finds = ({ all, anyOf }: SearchTier, keys: readonly string[]) =>
  all.every((key) => keys.includes(key)) && anyOf.every((list) => list.some((key) => keys.includes(key)));

test('nobody outside the last tier reaches the minimal score: the search loses nobody', () => {
  let reached = 0;
  fc.assert(
    fc.property(anyProfile, anyPosition, (profile, position) => {
      const last = searchTiers(position).at(-1);
      const found = last !== undefined && finds(last, searchKeysOf(profile, now));
      const { total } = matchScore(profile, position);
      if (total >= minimalScore) reached += 1;
      expect(total < minimalScore || found).toBe(true);
    }),
    { numRuns: 20_000 },
  );
  expect(reached).toBeGreaterThan(200);
});

test('each tier is part of the next', () => {
  fc.assert(
    fc.property(anyProfile, anyPosition, (profile, position) => {
      const found = searchTiers(position).map((tier) => finds(tier, searchKeysOf(profile, now)));
      expect(found).toEqual(found.toSorted((a, b) => Number(a) - Number(b)));
    }),
    { numRuns: 5_000 },
  );
});

test('from all that is asked to what can’t be done without, the least first', () => {
  const tiers = searchTiers({
    required: ['skill:go'],
    desired: ['skill:aws', 'skill:docker', 'job_category:sre', 'orientation:full_time'],
    regions: ['region:okinawa'],
    remote: false,
    minYears: 3,
    maxYears: 4,
  });
  const near = ['orientation:relocation', 'region:?', 'region:okinawa'];
  const wanted = ['skill:aws', 'skill:docker'];
  expect(tiers).toEqual([
    {
      all: [
        'job_category:sre',
        'orientation:full_time',
        'region:okinawa',
        'skill:aws',
        'skill:docker',
        'skill:go',
        'stage:final',
        'years:3',
      ],
      anyOf: [near, wanted],
    },
    {
      all: ['job_category:sre', 'region:okinawa', 'skill:aws', 'skill:docker', 'skill:go', 'stage:final', 'years:3'],
      anyOf: [near, wanted],
    },
    {
      all: ['job_category:sre', 'region:okinawa', 'skill:aws', 'skill:docker', 'skill:go', 'stage:final'],
      anyOf: [near, wanted],
    },
    { all: ['job_category:sre', 'region:okinawa', 'skill:aws', 'skill:docker', 'skill:go'], anyOf: [near, wanted] },
    { all: ['job_category:sre', 'skill:aws', 'skill:docker', 'skill:go'], anyOf: [near, wanted] },
    { all: ['job_category:sre', 'skill:go'], anyOf: [near, wanted] },
    { all: ['job_category:sre', 'skill:go'], anyOf: [near] },
    { all: ['skill:go'], anyOf: [near] },
  ]);
});

test('a position that asks for no skill and no job category is searched for nobody', () => {
  const region = { required: [], desired: [], regions: ['region:tokyo'], remote: true, minYears: 1, maxYears: 2 };
  expect(searchTiers(region)).toEqual([]);
});

test('the keys hold the tags, and what else is searched by', () => {
  const profile = { tags: ['skill:go', 'skill:go'], experience: { from: 10, to: null }, stage: 'final' } as const;
  const keys = searchKeysOf(profile, at('2026-11-16'));
  expect(keys).toEqual(['region:?', 'skill:go', 'stage:final', 'wait:48645', 'years:10']);
  expect(tagsAmong(keys)).toEqual(['skill:go']);
});

test('spans cover every half month from the longest wait to now, once, and double', () => {
  fc.assert(
    fc.property(fc.integer({ min: at('2024-01-01'), max: now }), (since) => {
      const spans = waitSpans(since, now);
      const profile = { tags: [], experience: null, stage: 'other' } as const;
      const covered = spans.flat();
      expect(new Set(covered).size).toBe(covered.length);
      for (const ms of [since, now])
        expect(covered).toContain(searchKeysOf(profile, ms).find((key) => key.startsWith('wait:')));
      expect(spans.slice(0, -1).map(({ length }) => length)).toEqual(spans.slice(0, -1).map((_, nth) => 2 ** nth));
    }),
  );
});
