import { z } from 'zod';
import { addressStates } from '../workflow/address-state.ts';
import { erasureAskers, erasureChannels, erasureReasons } from '../workflow/erasure.ts';
import { factKinds } from '../workflow/fact.ts';
import { reInvitationAnswers } from '../workflow/re-invitation.ts';
import { actorView } from './actor.ts';
import { caseState, consentState, stepName } from './case.ts';
import { calendarDate, instant, locale, maxNameLength, stageKind, tag } from './shared.ts';

const contact = z.object({ value: z.string(), type: z.string().nullish() });

export const candidateNote = z
  .object({ id: z.uuid(), text: z.string(), at: instant, by: actorView })
  .meta({ id: 'CandidateNote' });

const heldRejection = z.object({
  id: z.uuid(),
  case_id: z.uuid(),
  rejected_at: instant,
  stage: stageKind,
  stage_name: z.string().nullable(),
  reason: z.string().nullable().describe('as your ATS gave it; in no mail'),
});

/** Everything that is held about one candidate. */
export const candidateRecord = z
  .object({
    id: z.uuid(),
    state: z.enum(['kept', 'unconfirmed', 'erased', 'merged']),
    merged_into: z.uuid().nullable().describe('the candidate that this one turned out to be'),
    family_name: z.string().nullable(),
    given_name: z.string().nullable(),
    family_name_kana: z.string().nullable(),
    given_name_kana: z.string().nullable(),
    full_name: z.string().nullable(),
    email: z.string().nullable().describe('the address that is mailed'),
    emails: z.array(contact),
    phones: z.array(contact),
    locale: locale.nullable(),
    prefecture: z.string().nullable(),
    experience_years: z.number().nullable(),
    sources: z.array(z.object({ source: z.string(), remote_id: z.string() })),
    tags: z.array(tag),
    tag_suggestions: z
      .array(z.object({ ...tag.shape, from: z.string().describe('the text that has the name') }))
      .describe('names of the dictionary in the jobs that they applied for; add those that you accept'),
    applications: z.array(
      z.object({
        id: z.uuid(),
        source: z.string(),
        remote_id: z.string(),
        job: z.string().nullable(),
        job_category: z.string().nullable(),
        applied_at: instant.nullable(),
        url: z.string().nullable(),
        custom_fields: z.record(z.string(), z.unknown()),
        remote_data: z.record(z.string(), z.unknown()),
        rejections: z.array(heldRejection),
      }),
    ),
    cases: z.array(
      z.object({
        id: z.uuid(),
        state: caseState,
        stage: stageKind,
        next_step: stepName,
        next_step_at: instant.nullable(),
      }),
    ),
    relay_consent: consentState,
    may_be_mailed: z.boolean(),
    mails_stopped: z.boolean().describe('they unsubscribed, on their page, by a mail or through you'),
    address_state: z.enum(addressStates).nullable(),
    keep_until: calendarDate.nullable(),
    result_only: z.boolean().describe('kept for the result only'),
    corrections: z.array(
      z.object({ field: z.string(), before: z.unknown(), after: z.unknown(), at: instant, by: actorView }),
    ),
    notes: z.array(candidateNote),
    revisit: z.object({ revisit_on: calendarDate, note: z.string().nullable() }).nullable(),
    re_invitations: z.array(
      z.object({
        id: z.uuid(),
        position_id: z.uuid(),
        state: z.string(),
        answer: z.enum(reInvitationAnswers).nullable(),
      }),
    ),
    introductions: z.array(
      z.object({ id: z.uuid(), state: z.string(), ended: z.string().nullable(), created_at: instant }),
    ),
    created_at: instant,
    erased_at: instant.nullable(),
  })
  .meta({ id: 'CandidateRecord' });
export type CandidateRecord = z.infer<typeof candidateRecord>;

/** The record and what happened, for a request for disclosure. */
export const candidateExport = z
  .object({
    exported_at: instant,
    candidate: candidateRecord,
    history: z.array(
      z.object({ kind: z.enum(factKinds), at: instant, case_id: z.uuid(), data: z.record(z.string(), z.unknown()) }),
    ),
  })
  .meta({ id: 'CandidateExport' });
export type CandidateExport = z.infer<typeof candidateExport>;

const name = z.string().trim().min(1).max(maxNameLength).nullable().optional();
const maxTags = 100;

/** A correction: fields that are left out stay, null clears. */
export const candidateChange = z
  .strictObject({
    family_name: name,
    given_name: name,
    family_name_kana: name,
    given_name_kana: name,
    full_name: name,
    email: z.string().trim().min(3).max(254).optional().describe('the address that is mailed; it replaces all others'),
    phones: z
      .array(z.strictObject({ value: z.string().trim().min(1).max(50), type: z.string().trim().max(50).optional() }))
      .max(10)
      .optional(),
    prefecture: z.string().trim().min(1).max(100).nullable().optional(),
    locale: locale.nullable().optional().describe('the language of mails and of their page'),
    add_tags: z.array(tag).max(maxTags).default([]),
    remove_tags: z.array(tag).max(maxTags).default([]).describe('they stay away although reports repeat them'),
  })
  .meta({ id: 'CandidateChange' });
export type CandidateChangeRequest = z.output<typeof candidateChange>;

const maxNoteLength = 2_000;
export const newCandidateNote = z
  .strictObject({ text: z.string().trim().min(1).max(maxNoteLength) })
  .meta({ id: 'NewCandidateNote' });

const askedVia = z.enum(erasureChannels);

export const stopMailsRequest = z
  .strictObject({ asked_via: askedVia.describe('how the person asked you') })
  .meta({ id: 'StopMailsRequest' });

/** No free text: the certificate holds nothing about the person. */
export const erasureOrder = z
  .strictObject({
    asked_by: z.enum(erasureAskers),
    asked_via: askedVia,
    asked_on: calendarDate,
    reason: z.enum(erasureReasons).extract(['asked_by_person', 'no_longer_needed', 'unlawful_use']),
  })
  .meta({ id: 'ErasureOrder' });
export type ErasureOrder = z.output<typeof erasureOrder>;

/** What an erasure deleted, where and when. Names nobody. */
export const erasureCertificate = z
  .object({
    id: z.uuid(),
    candidate_id: z.uuid(),
    requested_by: actorView,
    asked_by: z.enum(erasureAskers).nullable(),
    asked_via: askedVia.nullable(),
    asked_on: calendarDate.nullable(),
    reason: z.enum(erasureReasons),
    places: z.array(
      z.object({
        place: z.enum(['database', 'mail', 'crm']),
        name: z.string().nullable().describe('of a CRM connection'),
        deleted_at: instant.nullable().describe('null: not yet'),
        deleted: z.record(z.string(), z.number()).describe('how many of each kind'),
      }),
    ),
    kept: z.array(
      z.object({
        what: z.enum(['address_hashes', 'case_facts', 'provision_records', 'introductions']),
        count: z.number().int(),
        until: calendarDate.nullable(),
      }),
    ),
    complete: z.boolean(),
  })
  .meta({ id: 'ErasureCertificate' });
export type ErasureCertificateView = z.infer<typeof erasureCertificate>;

export const certificateQuery = z.strictObject({
  format: z.enum(['json', 'html']).default('json').describe('html: a page to print'),
  lang: locale.default('ja'),
});
