import type { ExperienceBand } from '@goen/contracts/workflow';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPosition, anyProfile } from '../testing/any-match.ts';
import { minimalScore, scoreCaps, scoreMatch, scoreWeights } from './match-score.ts';
import { type MatchPosition, type MatchProfile, scorePartNames } from './match-types.ts';

const position: MatchPosition = {
  required: ['skill:typescript', 'job_category:software_engineer'],
  desired: ['skill:react', 'skill:aws', 'orientation:full_time'],
  regions: ['region:tokyo'],
  remote: false,
  minYears: 3,
  maxYears: null,
};
const profile: MatchProfile = {
  tags: [
    'skill:typescript',
    'skill:react',
    'skill:aws',
    'job_category:software_engineer',
    'region:tokyo',
    'orientation:full_time',
  ],
  experience: { from: 3, to: 5 },
  stage: 'final',
};
const without = (...tags: string[]): MatchProfile => ({
  ...profile,
  tags: profile.tags.filter((tag) => !tags.includes(tag)),
});
const living = (region: string): MatchProfile => ({
  ...without('region:tokyo'),
  tags: [...without('region:tokyo').tags, region],
});
const band = (from: number, to: number | null): MatchProfile => ({ ...profile, experience: { from, to } });

test('who has all that is asked scores 1, and the reasons say so', () => {
  const score = scoreMatch(profile, position);
  expect([score.total, score.cap, score.missing]).toEqual([1, null, []]);
  expect(score.matched).toEqual([...profile.tags].sort());
  expect(scorePartNames.map((name) => score.parts[name])).toEqual(
    scorePartNames.map((name) => ({ weight: scoreWeights[name], value: 1 })),
  );
});

test('the weights are one', () => {
  expect(scorePartNames.reduce((sum, name) => sum + scoreWeights[name], 0)).toBeCloseTo(1, 10);
});

test.each<[string, MatchProfile, keyof typeof scoreWeights, number]>([
  ['half of the desired skills', without('skill:aws'), 'desired_skills', 0.5],
  ['a neighbour', living('region:saitama'), 'region', 0.6],
  ['a place that is not told', without('region:tokyo'), 'region', 0.4],
  ['far away, and would move', living('orientation:relocation'), 'region', 0.5],
  ['no word about how to work', without('orientation:full_time'), 'orientation', 0.4],
  [
    'another way to work',
    { ...profile, tags: [...without('orientation:full_time').tags, 'orientation:side_job'] },
    'orientation',
    0.2,
  ],
  ['years that are not told', { ...profile, experience: null }, 'experience', 0.4],
  ['a year too few', band(1, 3), 'experience', 0.4],
  ['a beginner', band(0, 1), 'experience', 0],
  ['many years', band(10, null), 'experience', 1],
  ['rejected at the documents', { ...profile, stage: 'documents' }, 'stage', 0.4],
])('%s', (_name, given, part, value) => {
  const score = scoreMatch(given, position);
  expect(score.parts[part].value).toBe(value);
  expect(score.total).toBeCloseTo(1 - scoreWeights[part] * (1 - value), 4);
});

test('too many years make the fit less sure', () => {
  expect(scoreMatch(band(10, null), { ...position, minYears: 0, maxYears: 2 }).parts.experience.value).toBe(0.5);
});

test.each([
  ['skill:typescript', 'missing_required'],
  ['job_category:software_engineer', 'missing_required'],
] as const)('who lacks %s, which is required, is not introduced', (tag, cap) => {
  const score = scoreMatch(without(tag), position);
  expect([score.cap, score.missing, score.total]).toEqual([cap, [tag], scoreCaps[cap]]);
  expect(score.total).toBeLessThan(minimalScore);
});

describe('where', () => {
  test('far away is out of reach', () => {
    const score = scoreMatch(living('region:okinawa'), position);
    expect([score.cap, score.total]).toEqual(['far_away', scoreCaps.far_away]);
    expect(scoreCaps.far_away).toBeLessThan(minimalScore);
  });

  test.each([
    ['from anywhere', living('region:okinawa'), 0.8],
    ['who wants to', { ...profile, tags: [...living('region:okinawa').tags, 'orientation:remote'] }, 1],
    ['from the place itself', profile, 1],
  ])('remote work: %s', (_name, given, value) => {
    const score = scoreMatch(given, { ...position, remote: true });
    expect([score.cap, score.parts.region.value]).toEqual([null, value]);
  });
});

test('a position that says nothing is nobody’s', () => {
  const nothing = { required: [], desired: [], regions: [], remote: false, minYears: null, maxYears: null };
  expect(scoreMatch(profile, nothing).total).toBeLessThan(minimalScore);
});

const shuffledWith = <T>(list: readonly T[], seed: number): T[] =>
  [...list, ...list.slice(0, seed % (list.length + 1))]
    .map((value, at) => ({ value, key: (at * 7919 + seed) % 104_729 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);

describe('whatever is compared', () => {
  test('the total is from 0 to 1, four decimals, and no more than its cap', () => {
    fc.assert(
      fc.property(anyProfile, anyPosition, (one, at) => {
        const { cap, parts, total } = scoreMatch(one, at);
        const all = [total, ...scorePartNames.map((name) => parts[name].value)];
        expect(all.filter((value) => !(value >= 0 && value <= 1))).toEqual([]);
        expect(total).toBe(Math.round(total * 10_000) / 10_000);
        expect(total).toBeLessThanOrEqual(cap === null ? 1 : scoreCaps[cap]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the order and the repetition of tags do not count', () => {
    fc.assert(
      fc.property(anyProfile, anyPosition, fc.nat(), (one, at, seed) => {
        const mixed = {
          ...at,
          required: shuffledWith(at.required, seed),
          desired: shuffledWith(at.desired, seed),
          regions: shuffledWith(at.regions, seed),
        };
        expect(scoreMatch({ ...one, tags: shuffledWith(one.tags, seed) }, mixed)).toEqual(scoreMatch(one, at));
      }),
      { numRuns: 1_000 },
    );
  });

  test('a further tag that the position asks for never lowers the score', () => {
    fc.assert(
      fc.property(anyProfile, anyPosition, fc.nat(), (one, at, nth) => {
        const asked = [...at.required, ...at.desired, ...at.regions];
        const more = asked[nth % Math.max(1, asked.length)];
        const tags = more === undefined ? one.tags : [...one.tags, more];
        expect(scoreMatch({ ...one, tags }, at).total).toBeGreaterThanOrEqual(scoreMatch(one, at).total);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a further year inside the wanted band never lowers it', () => {
    const bands: (ExperienceBand | null)[] = [null, { from: 0, to: 1 }, { from: 3, to: 5 }, { from: 10, to: null }];
    fc.assert(
      fc.property(anyProfile, anyPosition, fc.constantFrom(...bands), (one, at, experience) => {
        const wanted = { ...at, minYears: 3, maxYears: 4 };
        const best = scoreMatch({ ...one, experience: { from: 3, to: 5 } }, wanted).total;
        expect(scoreMatch({ ...one, experience }, wanted).total).toBeLessThanOrEqual(best);
      }),
    );
  });
});
