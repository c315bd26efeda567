import { z } from 'zod';
import { reasonClasses, regionFits } from '../workflow/re-invitation.ts';
import { invitationBlock } from './re-invitation.ts';
import { calendarDate, instant, pageLimit, pageOf, stageKind } from './shared.ts';
import { tagId } from './tags.ts';

const maxFiltered = 20;
const region = z.enum(regionFits);
const reasonClass = z.enum(reasonClasses);

/** A former candidate beside an opening: what they meet and what not. There is no score and no rank. */
export const formerCandidate = z
  .object({
    id: z.uuid(),
    family_name: z.string().nullable(),
    given_name: z.string().nullable(),
    full_name: z.string().nullable(),
    requirements: z
      .array(z.object({ tag: tagId, label: z.string(), need: z.enum(['required', 'desired']), met: z.boolean() }))
      .describe('each tag that the opening asks for; any name of a skill counts'),
    region: region.nullable().describe('beside its workplaces; null: it names none'),
    relocates: z.boolean(),
    wants_remote: z.boolean(),
    experience_met: z.boolean().nullable().describe('null: it asks for no years, or theirs are unknown'),
    stage: stageKind.describe('last stage reached'),
    last_job: z.string().nullable(),
    last_rejected_at: instant,
    months_since: z.number().int().min(0),
    reason: reasonClass.describe('class of the last reason, by its words; the reason itself stays in your ATS'),
    may_be_invited: z.boolean(),
    blocks: z.array(invitationBlock).describe('why they may not be written to now'),
    last_invited_at: instant.nullable(),
    revisit_on: calendarDate.nullable(),
  })
  .meta({ id: 'FormerCandidate' });
export type FormerCandidateView = z.infer<typeof formerCandidate>;
export const formerCandidatePage = pageOf(formerCandidate).meta({ id: 'FormerCandidatePage' });

const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item).max(maxFiltered)).optional();

export const formerCandidateQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  sort: z
    .string()
    .max(110)
    .default('last_rejected_at')
    .describe(
      '`last_rejected_at` (newest first), `oldest`, `stage`, `region`, `reason`, or a tag that the opening asks for: those who have it first. Within equals the latest rejection first',
    ),
  meets: listOf(tagId).describe('tags that the opening asks for, by their ids; only people who have all of these'),
  lacks: listOf(tagId).describe('only people who have none of these'),
  region: listOf(region),
  stage: listOf(stageKind),
  reason: listOf(reasonClass),
  rejected_from: calendarDate.optional(),
  rejected_before: calendarDate.optional(),
  may_be_invited: z.enum(['true', 'false']).optional(),
});
export type FormerCandidateQuery = z.output<typeof formerCandidateQuery>;
