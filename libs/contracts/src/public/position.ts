import { z } from 'zod';
import { maxExperienceYears } from '../workflow/pool-profile.ts';
import { instant, pageLimit, pageOf, tag, tagKind } from './shared.ts';
import { tagId } from './tags.ts';
import { workingConditions } from './working-conditions.ts';

const maxPositionTags = 20;
const maxPositionRegions = 47;

/** Tags describe the person; places of work are in `regions`. */
const requestedTag = z
  .strictObject({ kind: tagKind.exclude(['region']), value: tag.shape.value })
  .meta({ id: 'RequestedTag' });
const years = z.number().int().min(0).max(maxExperienceYears).nullable();
const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .nullable();

const fields = {
  title: z.string().trim().min(1).max(200),
  url: webAddress,
  description: z.string().trim().max(10_000).nullable(),
  required: z.array(requestedTag).max(maxPositionTags).describe('only candidates with all of these are introduced'),
  desired: z.array(requestedTag).max(maxPositionTags),
  regions: z.array(tag.shape.value).max(maxPositionRegions).describe('prefectures of the workplaces'),
  remote: z.boolean().describe('the work can be done from anywhere'),
  min_years: years,
  max_years: years,
  seats: z.number().int().min(1).max(1000),
  state: z.enum(['open', 'closed']),
  conditions: workingConditions
    .nullable()
    .describe('without them, no candidate of the relay is asked about the position (職業安定法 Art. 5-3)'),
};

type Years = { readonly min_years?: number | null | undefined; readonly max_years?: number | null | undefined };
const yearsInOrder = ({ min_years: min = null, max_years: max = null }: Years): boolean =>
  min === null || max === null || min <= max;
const yearsFault = { path: ['max_years'], error: 'max_years must not be less than min_years.' };

/** Body of `POST /v1/positions`. */
export const newPosition = z
  .strictObject({
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
    conditions: fields.conditions.default(null),
  })
  .refine(yearsInOrder, yearsFault)
  .meta({ id: 'NewPosition' });
export type NewPosition = z.output<typeof newPosition>;

/** Body of `PATCH /v1/positions/{id}`; fields that are left out stay as they are (RFC 7396). */
export const positionPatch = z
  .strictObject(fields)
  .partial()
  .refine(yearsInOrder, yearsFault)
  .meta({ id: 'PositionPatch' });
export type PositionPatch = z.output<typeof positionPatch>;

const positionTag = z
  .object({ kind: tagKind, value: z.string(), id: tagId.describe('normalized tag, used for matching') })
  .meta({ id: 'PositionTag' });
export const positionView = z
  .object({
    id: z.uuid(),
    ...fields,
    required: z.array(positionTag),
    desired: z.array(positionTag),
    regions: z.array(positionTag),
    conditions_version: z
      .number()
      .int()
      .min(0)
      .describe(
        'counts the versions of the conditions; 0: there were never any. Candidates are asked about one version',
      ),
    takes_part_in_relay: z.boolean().describe('it is open, and its conditions are known'),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Position' });
export type PositionView = z.infer<typeof positionView>;
export const positionPage = pageOf(positionView).meta({ id: 'PositionPage' });

export const positionQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: z.enum(['open', 'closed']).optional(),
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('part of the title; width and case of letters do not matter'),
});
export type PositionQuery = z.output<typeof positionQuery>;

/** Every version of a position’s conditions; candidates were asked about one of them. */
export const positionConditionsList = z
  .object({
    items: z.array(
      z
        .object({
          version: z.number().int().min(1),
          conditions: workingConditions.nullable().describe('null: they were taken away'),
          created_at: instant,
        })
        .meta({ id: 'PositionConditionsVersion' }),
    ),
  })
  .meta({ id: 'PositionConditionsList' });
