import { z } from 'zod';
import { notMailedReasons } from '../workflow/not-mailed-reason.ts';
import { maxExperienceYears } from '../workflow/pool-profile.ts';
import { stepName } from './case.ts';
import { fieldError } from './problem.ts';
import {
  inputInstant,
  instant,
  locale,
  maxJobCategoryLength,
  maxJobNameLength,
  maxNameLength,
  otherRemoteId,
  remoteId,
  stageKind,
  tag,
} from './shared.ts';

const name = z.string().trim().max(maxNameLength);
const json = z.record(z.string(), z.unknown());

const emailFields = { value: z.email().max(254), type: z.enum(['personal', 'work', 'other']).nullish() };
export const emailAddress = z.object(emailFields);

const phoneFields = { value: z.string().trim().min(1).max(50), type: z.string().max(50).nullish() };
export const phoneNumber = z.object(phoneFields);

/** Of one candidate. */
export const maxContacts = 20;
export const maxReportedTags = 100;

/** A stage as the ATS names it; its `kind` chooses the wording of the mail. */
const stageFields = {
  remote_id: otherRemoteId,
  name: z.string().trim().max(200).nullish(),
  kind: stageKind.nullish(),
  order: z.number().int().min(0).max(100).nullish(),
};

/** `object` is `z.strictObject` or `z.object`; both build the same fields. */
const buildRejectionReport = (object: typeof z.object) =>
  object({
    source: object({ ats: z.string().trim().min(1).max(100), connection_id: z.uuid().nullish() }),
    application: object({
      remote_id: remoteId,
      applied_at: inputInstant.nullish(),
      rejected_at: inputInstant,
      remote_url: z.url().max(2000).nullish(),
      rejection_reason: object({
        remote_id: otherRemoteId,
        name: z.string().max(500).nullish(),
        type: z.enum(['by_company', 'by_candidate']).nullish(),
      }).nullish(),
      current_stage: object(stageFields).nullish(),
    }),
    candidate: object({
      remote_id: remoteId,
      family_name: name.nullish(),
      given_name: name.nullish(),
      family_name_kana: name.nullish(),
      given_name_kana: name.nullish(),
      full_name: name.nullish(),
      emails: z.array(object(emailFields)).max(maxContacts).default([]),
      phones: z.array(object(phoneFields)).max(maxContacts).default([]),
      can_email: z.boolean().nullish(),
      private: z.boolean().nullish(),
      locale: locale.nullish(),
      tags: z.array(object(tag.shape)).max(maxReportedTags).default([]),
      prefecture: z.string().trim().max(20).nullish(),
      experience_years: z.number().int().min(0).max(maxExperienceYears).nullish().describe('of work, in whole years'),
    }),
    job: object({
      remote_id: otherRemoteId,
      name: z.string().trim().min(1).max(maxJobNameLength),
      category: z.string().trim().max(maxJobCategoryLength).nullish(),
    }).nullish(),
    custom_fields: json.default({}),
    remote_data: json.default({}),
  });

/** One rejected application, as an ATS reports it: Greenhouse's nesting with `remote_id` and `remote_data`. */
export const rejectionReport = buildRejectionReport(z.strictObject as typeof z.object).meta({ id: 'RejectionReport' });
/** The same from a vendor's hook or file, which may carry fields that we do not know. */
export const vendorRejectionReport = buildRejectionReport(z.object);
export type RejectionReport = z.infer<typeof rejectionReport>;

export type { NotMailedReason } from '../workflow/not-mailed-reason.ts';

const notMailedReason = z.enum(notMailedReasons);

/** Response to an accepted rejection. `known`: this exact rejection was reported before. */
export const rejectionAccepted = z
  .object({
    case_id: z.uuid(),
    rejection_id: z.uuid(),
    known: z.boolean(),
    joined: z.boolean().describe('true when the rejection joined a case that was already open'),
    next_step: stepName.describe('what the case does next'),
    next_step_at: instant.nullable().describe('null: nothing is to come, or the next mail is held'),
    will_be_mailed: z.boolean().describe('whether a mail will tell the candidate about this rejection'),
    not_mailed_reason: notMailedReason.optional().describe('only when `will_be_mailed` is false'),
    dropped_tags: z
      .array(fieldError)
      .optional()
      .describe('tags that may not be collected (`sensitive_tag`): not stored'),
  })
  .meta({ id: 'RejectionAccepted' });
export type RejectionAccepted = z.infer<typeof rejectionAccepted>;
