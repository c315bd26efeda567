import { z } from 'zod';
import { maxExperienceYears } from '../workflow/pool-profile.ts';
import { instant, pageLimit, pageOf, tag, tagKind } from './shared.ts';
import { tagId } from './tags.ts';

export const maxPositionTags = 20;
export const maxPositionRegions = 47;

/** Where the work is stands in `regions`: a tag says what is looked for in a person. */
const positionTag = z.object({ kind: tagKind.exclude(['region']), value: tag.shape.value });
const years = z.number().int().min(0).max(maxExperienceYears).nullable();
const web = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .nullable();

const fields = {
  title: z.string().trim().min(1).max(200),
  url: web,
  description: z.string().trim().max(10_000).nullable(),
  required: z.array(positionTag).max(maxPositionTags).describe('who lacks one of these is not introduced'),
  desired: z.array(positionTag).max(maxPositionTags),
  regions: z.array(tag.shape.value).max(maxPositionRegions).describe('prefectures where the work is'),
  remote: z.boolean().describe('the work can be done from anywhere'),
  min_years: years,
  max_years: years,
  seats: z.number().int().min(1).max(1000),
  state: z.enum(['open', 'closed']),
};

type Years = { readonly min_years?: number | null | undefined; readonly max_years?: number | null | undefined };
const yearsInOrder = ({ min_years: min = null, max_years: max = null }: Years): boolean =>
  min === null || max === null || min <= max;
const yearsFault = { path: ['max_years'], error: 'max_years is less than min_years' };

/** What a company looks for: `POST /v1/positions`. */
export const newPosition = z
  .object({
    title: fields.title,
    url: fields.url.default(null),
    description: fields.description.default(null),
    required: fields.required.default([]),
    desired: fields.desired.default([]),
    regions: fields.regions.default([]),
    remote: fields.remote.default(false),
    min_years: fields.min_years.default(null),
    max_years: fields.max_years.default(null),
    seats: fields.seats.default(1),
    state: fields.state.default('open'),
  })
  .refine(yearsInOrder, yearsFault);
export type NewPosition = z.output<typeof newPosition>;

/** `PATCH /v1/positions/{id}`: what is left out stays as it is (RFC 7396). */
export const positionPatch = z.object(fields).partial().refine(yearsInOrder, yearsFault);
export type PositionPatch = z.output<typeof positionPatch>;

const tagView = z.object({ kind: tagKind, value: z.string(), id: tagId.describe('what is compared') });
export const positionView = z.object({
  id: z.uuid(),
  ...fields,
  required: z.array(tagView),
  desired: z.array(tagView),
  regions: z.array(tagView),
  created_at: instant,
  updated_at: instant,
});
export type PositionView = z.infer<typeof positionView>;
export const positionPage = pageOf(positionView);

export const positionQuery = z.object({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: z.enum(['open', 'closed']).optional(),
});
