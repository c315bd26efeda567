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
const withoutTags = (...tags: string[]): MatchProfile => ({
  ...profile,
  tags: profile.tags.filter((tag) => !tags.includes(tag)),
});
const livingIn = (region: string): MatchProfile => ({
  ...withoutTags('region:tokyo'),
  tags: [...withoutTags('region:tokyo').tags, region],
});
const withExperience = (from: number, to: number | null): MatchProfile => ({ ...profile, experience: { from, to } });

test('a candidate with everything asked for scores 1, with all parts at 1', () => {
  const score = scoreMatch(profile, position);
  expect([score.total, score.cap, score.missing]).toEqual([1, null, []]);
  expect(score.matched).toEqual([...profile.tags].sort());
  expect(scorePartNames.map((name) => score.parts[name])).toEqual(
    scorePartNames.map((name) => ({ weight: scoreWeights[name], value: 1 })),
  );
});

test('the weights add up to 1', () => {
  expect(scorePartNames.reduce((sum, name) => sum + scoreWeights[name], 0)).toBeCloseTo(1, 10);
});

test.each<[string, MatchProfile, keyof typeof scoreWeights, number]>([
  ['half of the desired skills', withoutTags('skill:aws'), 'desired_skills', 0.5],
  ['a neighbouring prefecture', livingIn('region:saitama'), 'region', 0.6],
  ['no region given', withoutTags('region:tokyo'), 'region', 0.4],
  ['far away, but willing to relocate', livingIn('orientation:relocation'), 'region', 0.5],
  ['no orientation given', withoutTags('orientation:full_time'), 'orientation', 0.4],
  [
    'another orientation',
    { ...profile, tags: [...withoutTags('orientation:full_time').tags, 'orientation:side_job'] },
    'orientation',
    0.2,
  ],
  ['no experience given', { ...profile, experience: null }, 'experience', 0.4],
  ['one year too few', withExperience(1, 3), 'experience', 0.4],
  ['a beginner', withExperience(0, 1), 'experience', 0],
  ['many years', withExperience(10, null), 'experience', 1],
  ['rejected at the document stage', { ...profile, stage: 'documents' }, 'stage', 0.4],
])('%s', (_name, given, part, value) => {
  const score = scoreMatch(given, position);
  expect(score.parts[part].value).toBe(value);
  expect(score.total).toBeCloseTo(1 - scoreWeights[part] * (1 - value), 4);
});

test('too many years lower the value', () => {
  expect(scoreMatch(withExperience(10, null), { ...position, minYears: 0, maxYears: 2 }).parts.experience.value).toBe(
    0.5,
  );
});

test.each([
  ['skill:typescript', 'missing_required'],
  ['job_category:software_engineer', 'missing_required'],
] as const)('a candidate who lacks the required %s is not introduced', (tag, cap) => {
  const score = scoreMatch(withoutTags(tag), position);
  expect([score.cap, score.missing, score.total]).toEqual([cap, [tag], scoreCaps[cap]]);
  expect(score.total).toBeLessThan(minimalScore);
});

describe('the region', () => {
  test('a distant region is out of reach', () => {
    const score = scoreMatch(livingIn('region:okinawa'), position);
    expect([score.cap, score.total]).toEqual(['far_away', scoreCaps.far_away]);
    expect(scoreCaps.far_away).toBeLessThan(minimalScore);
  });

  test.each([
    ['from anywhere', livingIn('region:okinawa'), 0.8],
    ['wants to work remotely', { ...profile, tags: [...livingIn('region:okinawa').tags, 'orientation:remote'] }, 1],
    ['lives at the place of work', profile, 1],
  ])('remote work: %s', (_name, given, value) => {
    const score = scoreMatch(given, { ...position, remote: true });
    expect([score.cap, score.parts.region.value]).toEqual([null, value]);
  });
});

test('a position without requirements matches nobody', () => {
  const emptyPosition = { required: [], desired: [], regions: [], remote: false, minYears: null, maxYears: null };
  expect(scoreMatch(profile, emptyPosition).total).toBeLessThan(minimalScore);
});

const shuffledWith = <T>(list: readonly T[], seed: number): T[] =>
  [...list, ...list.slice(0, seed % (list.length + 1))]
    .map((value, index) => ({ value, key: (index * 7919 + seed) % 104_729 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);

describe('any profile and position', () => {
  test('the total is between 0 and 1, has four decimals and does not exceed its cap', () => {
    fc.assert(
      fc.property(anyProfile, anyPosition, (candidate, opening) => {
        const { cap, parts, total } = scoreMatch(candidate, opening);
        const values = [total, ...scorePartNames.map((name) => parts[name].value)];
        expect(values.filter((value) => !(value >= 0 && value <= 1))).toEqual([]);
        expect(total).toBe(Math.round(total * 10_000) / 10_000);
        expect(total).toBeLessThanOrEqual(cap === null ? 1 : scoreCaps[cap]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('order and repetition of tags do not matter', () => {
    fc.assert(
      fc.property(anyProfile, anyPosition, fc.nat(), (candidate, opening, seed) => {
        const mixed = {
          ...opening,
          required: shuffledWith(opening.required, seed),
          desired: shuffledWith(opening.desired, seed),
          regions: shuffledWith(opening.regions, seed),
        };
        expect(scoreMatch({ ...candidate, tags: shuffledWith(candidate.tags, seed) }, mixed)).toEqual(
          scoreMatch(candidate, opening),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  test('an added tag that the position asks for never lowers the score', () => {
    fc.assert(
      fc.property(anyProfile, anyPosition, fc.nat(), (candidate, opening, index) => {
        const asked = [...opening.required, ...opening.desired, ...opening.regions];
        const addedTag = asked[index % Math.max(1, asked.length)];
        const tags = addedTag === undefined ? candidate.tags : [...candidate.tags, addedTag];
        expect(scoreMatch({ ...candidate, tags }, opening).total).toBeGreaterThanOrEqual(
          scoreMatch(candidate, opening).total,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('experience inside the wanted band scores highest', () => {
    const bands: (ExperienceBand | null)[] = [null, { from: 0, to: 1 }, { from: 3, to: 5 }, { from: 10, to: null }];
    fc.assert(
      fc.property(anyProfile, anyPosition, fc.constantFrom(...bands), (candidate, opening, experience) => {
        const wanted = { ...opening, minYears: 3, maxYears: 4 };
        const best = scoreMatch({ ...candidate, experience: { from: 3, to: 5 } }, wanted).total;
        expect(scoreMatch({ ...candidate, experience }, wanted).total).toBeLessThanOrEqual(best);
      }),
    );
  });
});
