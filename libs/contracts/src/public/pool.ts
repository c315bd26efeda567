import { z } from 'zod';
import { toSearchWords } from '../text/index.ts';
import { reasonClasses } from '../workflow/re-invitation.ts';
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

/** A parameter that may be repeated. */
const listOf = <T extends z.ZodType>(item: T, most: number) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item).max(most)).optional();

const isSearchable = (text: string): boolean =>
  toSearchWords(text).some((word) => word.length > 1 || /[^\p{ASCII}]/u.test(word));

const searchText = z
  .string()
  .trim()
  .max(100)
  .refine(isSearchable, { error: 'Search for two letters or one Japanese character at least.' });

export const poolQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  tag: listOf(tagValue, maxSearchedTags).describe(
    'a tag by any of its names; repeat it to find the candidates who have all of them',
  ),
  any_tag: listOf(tagValue, maxSearchedTags).describe('the same, for candidates who have at least one of them'),
  tag_kind: tagKind.optional(),
  prefecture: z.string().trim().min(1).max(100).optional().describe('any name of a prefecture'),
  near: z.enum(['true', 'false']).optional().describe('with `prefecture`: also those who live in a neighbouring one'),
  q: searchText
    .optional()
    .describe('parts of a name, its reading, an address or a job name, with blanks between them; all of them match'),
  job: searchText
    .optional()
    .describe('parts of the name of a job that they applied for, with blanks between them; all of them match'),
  stage: listOf(stageKind, 10).describe('the last stage reached; repeat it for any of several'),
  reason: listOf(z.enum(reasonClasses), 20).describe('the class of the last reason, by its words'),
  relay_consent: listOf(consentState, 10),
  rejected_from: calendarDate.optional().describe('the latest rejection on this date in Asia/Tokyo or later'),
  rejected_before: calendarDate.optional().describe('the latest rejection before this date in Asia/Tokyo'),
  leaves_within_days: z.coerce
    .number()
    .int()
    .min(0)
    .max(365)
    .optional()
    .describe('only those whose details are erased within so many days; 30 for a month'),
});
export type PoolQuery = z.output<typeof poolQuery>;
export const poolExportQuery = poolQuery.omit({ cursor: true, limit: true });
export type PoolExportQuery = z.output<typeof poolExportQuery>;

export const poolTagQuery = z.strictObject({
  q: z.string().trim().min(1).max(100).optional().describe('a part of its name'),
  kind: tagKind.optional(),
});
export type PoolTagQuery = z.output<typeof poolTagQuery>;
/** The tags of the pool, for a field that suggests them. */
export const poolTags = z
  .object({
    items: z
      .array(tag.extend({ candidates: z.number().int().min(1) }))
      .describe('the most frequent first, 100 at most'),
  })
  .meta({ id: 'PoolTags' });
export type PoolTags = z.infer<typeof poolTags>;
