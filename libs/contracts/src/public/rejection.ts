import { z } from 'zod';
import { maxExperienceYears } from '../workflow/pool-profile.ts';
import { fieldError } from './problem.ts';
import { instant, locale, maxJobCategoryLength, maxJobNameLength, maxNameLength, stageKind, tag } from './shared.ts';

const name = z.string().trim().max(maxNameLength);
const remoteId = z.string().trim().min(1).max(255);
const json = z.record(z.string(), z.unknown());

export const emailAddress = z.object({
  value: z.email().max(254),
  type: z.enum(['personal', 'work', 'other']).nullish(),
});

export const phoneNumber = z.object({
  value: z.string().trim().min(1).max(50),
  type: z.string().max(50).nullish(),
});
/** Of one candidate. */
export const maxContacts = 20;
export const maxReportedTags = 100;

/** Kinds that ATSs use for stages, and the wording each takes. */
export const stage = z.object({
  remote_id: z.string().trim().max(255).nullish(),
  name: z.string().trim().max(200).nullish(),
  kind: stageKind.nullish(),
  order: z.number().int().min(0).max(100).nullish(),
});

/** One rejected application, as an ATS reports it: Greenhouse's nesting with `remote_id` and `remote_data`. */
export const rejectionReport = z.object({
  source: z.object({ ats: z.string().trim().min(1).max(100), connection_id: z.uuid().nullish() }),
  application: z.object({
    remote_id: remoteId,
    applied_at: instant.nullish(),
    rejected_at: instant,
    remote_url: z.url().max(2000).nullish(),
    rejection_reason: z
      .object({
        remote_id: z.string().max(255).nullish(),
        name: z.string().max(500).nullish(),
        type: z.enum(['by_company', 'by_candidate']).nullish(),
      })
      .nullish(),
    current_stage: stage.nullish(),
  }),
  candidate: z.object({
    remote_id: remoteId,
    family_name: name.nullish(),
    given_name: name.nullish(),
    family_name_kana: name.nullish(),
    given_name_kana: name.nullish(),
    full_name: name.nullish(),
    emails: z.array(emailAddress).max(maxContacts).default([]),
    phones: z.array(phoneNumber).max(maxContacts).default([]),
    can_email: z.boolean().nullish(),
    private: z.boolean().nullish(),
    locale: locale.nullish(),
    tags: z.array(tag).max(maxReportedTags).default([]),
    prefecture: z.string().trim().max(20).nullish(),
    experience_years: z.number().int().min(0).max(maxExperienceYears).nullish().describe('of work, in whole years'),
  }),
  job: z
    .object({
      remote_id: z.string().trim().max(255).nullish(),
      name: z.string().trim().min(1).max(maxJobNameLength),
      category: z.string().trim().max(maxJobCategoryLength).nullish(),
    })
    .nullish(),
  custom_fields: json.default({}),
  remote_data: json.default({}),
});
export type RejectionReport = z.infer<typeof rejectionReport>;

/** Answer to an accepted rejection: `known` is true when this very rejection was reported before. */
export const rejectionAccepted = z.object({
  case_id: z.uuid(),
  rejection_id: z.uuid(),
  known: z.boolean(),
  joined: z.boolean().describe('true when the rejection joined a case that was already open'),
  dropped_tags: z.array(fieldError).optional().describe('tags that may not be collected (`sensitive_tag`): not stored'),
});
export type RejectionAccepted = z.infer<typeof rejectionAccepted>;
