import { z } from 'zod';
import { toSearchWords } from '../text/index.ts';
import { consentState } from './case.ts';
import { calendarDate, instant, pageLimit, pageOf, stageKind, tag, tagKind } from './shared.ts';

/** A former candidate in the company's own talent pool. */
export const poolCandidate = z
  .object({
    id: z.uuid(),
    family_name: z.string().nullable(),
    given_name: z.string().nullable(),
    full_name: z.string().nullable(),
    email: z.string().nullable(),
    prefecture: z.string().nullable(),
    tags: z.array(tag),
    stage: stageKind.describe('last stage reached'),
    last_rejected_at: instant,
    relay_consent: consentState,
    may_be_mailed: z.boolean(),
    keep_until: calendarDate
      .nullable()
      .describe('when their details are erased, unless they renew; null: your basis for keeping is not confirmed'),
  })
  .meta({ id: 'PoolCandidate' });
export type PoolCandidate = z.infer<typeof poolCandidate>;
export const poolPage = pageOf(poolCandidate).meta({ id: 'PoolCandidatePage' });

const maxSearchedTags = 10;
const tagValue = tag.shape.value;
const isSearchable = (text: string): boolean =>
  toSearchWords(text).some((word) => word.length > 1 || /[^\p{ASCII}]/u.test(word));

export const poolQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  tag: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(tagValue).max(maxSearchedTags))
    .optional()
    .describe('a tag by any of its names; repeat it to find the candidates who have all of them'),
  tag_kind: tagKind.optional(),
  prefecture: z.string().trim().min(1).max(100).optional().describe('any name of a prefecture'),
  q: z
    .string()
    .trim()
    .max(100)
    .refine(isSearchable, { error: 'Search for two letters or one Japanese character at least.' })
    .optional()
    .describe('parts of a name, its reading, an address or a job name, with blanks between them; all of them match'),
  stage: stageKind.optional(),
  leaves_within_days: z.coerce
    .number()
    .int()
    .min(0)
    .max(365)
    .optional()
    .describe('only those whose details are erased within so many days; 30 for a month'),
});
export type PoolQuery = z.output<typeof poolQuery>;
