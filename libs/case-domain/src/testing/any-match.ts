import { experienceBands, type TagId } from '@goen/contracts/workflow';
import { type Arbitrary, array, boolean, constantFrom, integer, option, record, tuple } from 'fast-check';
import type { MatchPosition, MatchProfile } from '../matching/index.ts';

/** Few tags, so that profiles and positions often share some: near and distant regions, free tags. */
const skills: readonly TagId[] = ['skill:go', 'skill:typescript', 'skill:sql', 'skill:=量子'];
const categories: readonly TagId[] = ['job_category:sales', 'job_category:sre', 'job_category:=忍者'];
const regions: readonly TagId[] = ['region:tokyo', 'region:saitama', 'region:osaka', 'region:okinawa'];
const orientations: readonly TagId[] = ['orientation:remote', 'orientation:relocation', 'orientation:full_time'];
const anyTags = (tags: readonly TagId[], maxLength: number) => array(constantFrom(...tags), { maxLength });

export const anyProfile: Arbitrary<MatchProfile> = record({
  tags: tuple(anyTags(skills, 4), anyTags(categories, 2), anyTags(regions, 2), anyTags(orientations, 2)).map((lists) =>
    lists.flat(),
  ),
  experience: option(constantFrom(...experienceBands)),
  stage: constantFrom('documents' as const, 'interview' as const, 'final' as const, 'other' as const),
});

const anyYears = option(integer({ min: 0, max: 12 }));
const isRange = (min: number | null, max: number | null): boolean => min === null || max === null || min <= max;
export const anyPosition: Arbitrary<MatchPosition> = record({
  required: tuple(anyTags(skills, 2), anyTags(categories, 1)).map((lists) => lists.flat()),
  desired: tuple(anyTags(skills, 3), anyTags(categories, 2), anyTags(orientations, 2)).map((lists) => lists.flat()),
  regions: anyTags(regions, 2),
  remote: boolean(),
  minYears: anyYears,
  maxYears: anyYears,
}).filter(({ minYears, maxYears }) => isRange(minYears, maxYears));
