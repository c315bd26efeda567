import { z } from 'zod';
import { isPlaceholder, toName, toValue } from '../text/index.ts';
import { notMailedReasons } from '../workflow/not-mailed-reason.ts';
import { maxExperienceYears } from '../workflow/pool-profile.ts';
import { stepName } from './case.ts';
import { type LenientlyParsed, parseLeniently } from './optional-details.ts';
import { type FieldError, fieldError } from './problem.ts';
import {
  inputInstant,
  instant,
  locale,
  maxJobCategoryLength,
  maxJobNameLength,
  maxNameLength,
  maxSourceLength,
  otherRemoteId,
  remoteId,
  stageKind,
  tag,
} from './shared.ts';

/** Many ATSs know only the day of an application. */
const appliedAt = z
  .string()
  .describe('a time with an offset, or a date alone: that day in Asia/Tokyo')
  .transform((text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+09:00` : text))
  .pipe(inputInstant);

const isStorable = (value: string): boolean => value.isWellFormed() && !value.includes('\0');
const storable = { error: 'Text must not contain NUL or a lone surrogate.', params: { code: 'unstorable_text' } };

/** The name of a person or a job. A placeholder ("-", "null", an unfilled merge field, 氏名) is no value. */
const nameText = (maxLength: number) => z.string().trim().max(maxLength).transform(toName).nullish();
/** A text that is left out when the database cannot store it. */
const detail = (maxLength: number) =>
  z.string().trim().max(maxLength).refine(isStorable, storable).transform(toValue).nullish();

const name = nameText(maxNameLength);
const json = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((fields) => fields ?? {});

/** Of one candidate. */
const maxContacts = 20;
const maxReportedTags = 100;

/** A list without its placeholders; null and absent are an empty list. */
const list = <T extends z.ZodType<{ value: string }>>(item: T, max: number) =>
  z
    .array(item)
    .max(max)
    .nullish()
    .transform((items): z.output<T>[] => (items ?? []).filter(({ value }) => !isPlaceholder(value)));

const emailFields = {
  value: z
    .string()
    // Not removed: what is left could be the address of somebody else.
    .transform((value) => value.replaceAll('\0', '\uFFFD').toWellFormed())
    .describe('what cannot be mailed makes a case without mails'),
  type: z.enum(['personal', 'work', 'other']).nullish(),
};
const phoneFields = {
  value: z.string().trim().max(50).refine(isStorable, storable),
  type: z.string().max(50).nullish(),
};
const tagFields = { kind: tag.shape.kind, value: z.string().trim().max(100).refine(isStorable, storable) };

/** A stage as the ATS names it; its `kind` chooses the wording of the mail. */
const stageFields = {
  remote_id: otherRemoteId,
  name: detail(200),
  kind: stageKind.nullish(),
  order: z.number().int().min(0).max(100).nullish(),
};

/** `object` is `z.strictObject` or `z.object`; both build the same fields. */
const buildRejectionReport = (object: typeof z.object) =>
  object({
    source: object({ ats: z.string().trim().min(1).max(100), connection_id: z.uuid().nullish() }),
    application: object({
      remote_id: remoteId,
      applied_at: appliedAt.nullish(),
      rejected_at: inputInstant,
      source: z
        .string()
        .trim()
        .max(maxSourceLength)
        .nullish()
        .describe('where the application came from (応募経路), in your words'),
      // Shown as a link: `javascript:` is a URL, too.
      remote_url: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .nullish(),
      rejection_reason: object({
        remote_id: otherRemoteId,
        name: detail(500),
        type: z.enum(['by_company', 'by_candidate']).nullish(),
      }).nullish(),
      current_stage: object(stageFields).nullish(),
    }),
    candidate: object({
      remote_id: remoteId,
      family_name: name,
      given_name: name,
      family_name_kana: name,
      given_name_kana: name,
      full_name: name,
      emails: list(object(emailFields), maxContacts),
      phones: list(object(phoneFields), maxContacts),
      can_email: z.boolean().nullish(),
      private: z.boolean().nullish(),
      locale: locale.nullish(),
      tags: list(object(tagFields), maxReportedTags),
      prefecture: detail(20),
      experience_years: z.number().int().min(0).max(maxExperienceYears).nullish().describe('of work, in whole years'),
    }),
    job: object({
      remote_id: otherRemoteId,
      name: nameText(maxJobNameLength),
      category: nameText(maxJobCategoryLength),
    }).nullish(),
    custom_fields: json,
    remote_data: json,
  });

const strictReport = buildRejectionReport(z.strictObject as typeof z.object).meta({ id: 'RejectionReport' });
const vendorReport = buildRejectionReport(z.object);

/** One rejected application, as an ATS reports it: Greenhouse's nesting with `remote_id` and `remote_data`. */
export type RejectionReport = z.output<typeof strictReport> & {
  /** What was cut or left out when it was read. */
  readonly dropped_fields?: readonly FieldError[];
};
export type RejectionReportInput = z.input<typeof strictReport>;

/** The schema of a report of the API. What `findDroppedFields` names is left out. */
export const rejectionReport = z.preprocess((input) => {
  const parsed = parseLeniently(strictReport, input);
  return parsed.success ? parsed.usable : input;
}, strictReport);

export function findDroppedFields(input: unknown): readonly FieldError[] {
  const parsed = parseLeniently(strictReport, input);
  return parsed.success ? parsed.dropped : [];
}

/** `vendor`: from a vendor's hook or file, which may carry fields that we do not know. */
export function parseRejectionReport(input: unknown, from: 'api' | 'vendor'): LenientlyParsed<RejectionReport> {
  const parsed = parseLeniently(from === 'api' ? strictReport : vendorReport, input);
  if (!parsed.success || parsed.dropped.length === 0) return parsed;
  return { ...parsed, data: { ...parsed.data, dropped_fields: parsed.dropped } };
}

export type { NotMailedReason } from '../workflow/not-mailed-reason.ts';

export const notMailedReason = z.enum(notMailedReasons);

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
    dropped_fields: z
      .array(fieldError)
      .optional()
      .describe(
        'details that were cut or not stored, and why: `too_long`, `too_many`, `not_valid`, `sensitive_tag`, …',
      ),
    dropped_tags: z
      .array(fieldError)
      .optional()
      .describe('those of `dropped_fields` that are tags which may not be collected (`sensitive_tag`)'),
  })
  .meta({ id: 'RejectionAccepted' });
export type RejectionAccepted = z.infer<typeof rejectionAccepted>;
