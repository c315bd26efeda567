import { experienceBands, type TagId } from '@goen/contracts/workflow';
import { type Arbitrary, array, boolean, constantFrom, integer, option, record, tuple } from 'fast-check';
import type { MatchPosition, MatchProfile } from '../matching/index.ts';

/** Few tags, so that they often meet: neighbours and strangers among the regions, a free tag among the skills. */
const skills: readonly TagId[] = ['skill:go', 'skill:typescript', 'skill:sql', 'skill:=量子'];
const categories: readonly TagId[] = ['job_category:sales', 'job_category:sre', 'job_category:=忍者'];
const regions: readonly TagId[] = ['region:tokyo', 'region:saitama', 'region:osaka', 'region:okinawa'];
const orientations: readonly TagId[] = ['orientation:remote', 'orientation:relocation', 'orientation:full_time'];
const some = (tags: readonly TagId[], maxLength: number) => array(constantFrom(...tags), { maxLength });

export const anyProfile: Arbitrary<MatchProfile> = record({
  tags: tuple(some(skills, 4), some(categories, 2), some(regions, 2), some(orientations, 2)).map((lists) =>
    lists.flat(),
  ),
  experience: option(constantFrom(...experienceBands)),
  stage: constantFrom('documents' as const, 'interview' as const, 'final' as const, 'other' as const),
});

const years = option(integer({ min: 0, max: 12 }));
const inOrder = (min: number | null, max: number | null): boolean => min === null || max === null || min <= max;
export const anyPosition: Arbitrary<MatchPosition> = record({
  required: tuple(some(skills, 2), some(categories, 1)).map((lists) => lists.flat()),
  desired: tuple(some(skills, 3), some(categories, 2), some(orientations, 2)).map((lists) => lists.flat()),
  regions: some(regions, 2),
  remote: boolean(),
  minYears: years,
  maxYears: years,
}).filter(({ minYears, maxYears }) => inOrder(minYears, maxYears));
