import { z } from 'zod';
import {
  approvalModes,
  basisKinds,
  keepingKinds,
  maxResultDays,
  noteStages,
  resultMailSenders,
} from '../workflow/company-settings.ts';
import { reasonClasses } from '../workflow/re-invitation.ts';
import { queuedMail } from './approval.ts';
import { calendarDate, instant, locale, mailProvider, pageLimit } from './shared.ts';

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
  .describe('`HH:MM` in Asia/Tokyo');
const text = (max: number) => z.string().trim().max(max);
const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const months = whole(0, 60);
const listOf = (max: number, length = 200) => z.array(text(length).min(1)).max(max);

const sender = z.strictObject({
  name: text(200).min(1).describe('the registered name of the company, without a department'),
  english_name: text(200).nullable(),
  department: text(100).nullable().describe('the department that recruits: 人事部'),
  english_department: text(100).nullable(),
  signature: text(100).nullable().describe('who signs; 採用担当 when it is not set'),
  english_signature: text(100).nullable(),
  postal_address: text(500),
  english_postal_address: text(500).nullable(),
  contact: text(300).describe('where questions and complaints go: address, URL or phone'),
  from_address: z.email().max(254).describe('its domain is set by the operator, who verifies it'),
  reply_to: z.email().max(254).nullable(),
});

/** What the operator states of a new company: its name and the address that its mails come from, at least. */
export const newSender = sender.partial().required({ name: true, from_address: true });

const hours = z.strictObject({
  opens_at: timeOfDay,
  closes_at: timeOfDay,
  short_closes_at: timeOfDay.describe('before a holiday or closure, and on Fridays'),
  weekdays: z.array(whole(1, 7)).min(1).max(7).describe('1 is Monday'),
  on_holidays: z.boolean(),
  closures: z.array(calendarDate).max(400).describe('days on which you are closed'),
});

const separateInvitation = z.strictObject({
  after_days: whole(1, 30),
  basis: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('opt_in') }),
    z.strictObject({ kind: z.literal('recorded'), on: calendarDate, reason: text(500).min(1) }),
  ]),
});

const keepingNotice = z.strictObject({
  version: text(100).min(1),
  text: text(4_000).min(1),
  link: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable(),
  since: calendarDate.describe('applications from this day on were made under this notice'),
});

const reapplication = z.strictObject({
  months,
  categories: z.array(z.strictObject({ category: text(200).min(1), months })).max(200),
});

/** Whatever a company changes itself, in one piece per group. */
const changeable = {
  locale: locale.describe('of mails to people whose language is not known'),
  hours,
  undo_window_minutes: whole(0, 10_080),
  result_delay_days: whole(0, maxResultDays),
  result_least_days: whole(0, maxResultDays),
  max_report_age_days: whole(1, 365),
  first_follow_up_months: whole(1, 60),
  second_follow_up_months: whole(1, 60),
  reminder_after_days: whole(1, 90),
  approval: z.enum(approvalModes),
  four_eyes: z
    .boolean()
    .describe('whoever last wrote anything of a mail cannot approve it; needs `approval: required`'),
  result_mail: z.enum(resultMailSenders),
  personal_note_from: z.enum(noteStages).nullable(),
  takes_part_in_relay: z.boolean(),
  invites_with_rejection: z.boolean(),
  excluded_companies: listOf(500).describe(
    'nobody is introduced between you and these companies, in either direction: their registered names',
  ),
  basis: z.enum(basisKinds).describe('of regulated mails (特定電子メール法 Art. 3)'),
  representative: text(200).describe('代表者の氏名, for provision records'),
  recruiter_email: z.email().max(254).nullable(),
  figures: z
    .strictObject({
      cost_per_hire_yen: z.number().min(0),
      minutes_per_mail: z.number().min(0).max(600),
      hourly_cost_yen: z.number().min(0),
      platform_yen_per_month: z.number().min(0).nullable().optional(),
    })
    .nullable(),
  reapplication: reapplication.nullable(),
  waiting_after_business_days: whole(1, 60),
  agency_sources: listOf(500),
  agency_domains: listOf(500, 254),
  reason_classes: z
    .array(z.strictObject({ reason: text(300).min(1), class: z.enum(reasonClasses) }))
    .max(500)
    .describe('how your reasons are classified, before the words decide: for filters only, in no mail'),
  page_link_months: whole(1, 60).describe('how long the link to a candidate’s page works after the last mail'),
} as const;

const feedback = z.strictObject({
  enabled: z.boolean(),
  phrases: listOf(100, 300),
  due_business_days: whole(1, 20),
});
const experience = z.strictObject({ enabled: z.boolean() });

/** The settings of a company; those that only the operator changes stand in `operator`. */
export const companySettingsView = z
  .object({
    sender,
    ...changeable,
    separate_invitation: z
      .strictObject({
        after_days: whole(1, 30),
        basis: z.strictObject({
          kind: z.enum(['opt_in', 'recorded']),
          by: z.string().optional(),
          on: calendarDate.optional(),
          reason: z.string().optional(),
        }),
      })
      .nullable(),
    keeping: z.strictObject({
      basis: z.enum(keepingKinds).nullable().describe('null: candidates get the result and nothing else'),
      notices: z.array(keepingNotice),
      unconfirmed: z.boolean().describe('nobody is erased until you state a basis'),
      stated_at: instant.nullable(),
    }),
    feedback,
    experience,
    operator: z
      .strictObject({ mail_provider: mailProvider, hand_confirmations_per_month: z.number().int() })
      .describe('only the operator changes these'),
  })
  .meta({ id: 'CompanySettings' });
export type CompanySettingsView = z.infer<typeof companySettingsView>;

/** A change: fields that are left out stay, also those of an object; lists are replaced whole. */
export const companySettingsChange = z
  .strictObject({
    ...z.strictObject(changeable).omit({ hours: true }).partial().shape,
    sender: sender.partial().optional(),
    hours: hours.partial().optional(),
    separate_invitation: separateInvitation.nullable().optional(),
    keeping: z
      .strictObject({ basis: z.enum(keepingKinds).nullable(), notices: z.array(keepingNotice).max(50).optional() })
      .optional()
      .describe('stating it confirms it: nobody is erased because of it in the 30 days that follow'),
    feedback: feedback.partial().optional(),
    experience: experience.partial().optional(),
  })
  .meta({ id: 'CompanySettingsChange' });
export type CompanySettingsChange = z.output<typeof companySettingsChange>;

export const settingsChangeQuery = z.strictObject({
  dry_run: z.enum(['true', 'false']).default('false').describe('true: nothing changes; the response lists moved mails'),
  cursor: z.string().optional().describe('of a dry run'),
  limit: pageLimit,
});

const mailMoment = queuedMail.pick({ kind: true, sends_at: true, approval: true, waiting_for: true });

/** A queued mail before and after a change; `before` null: it enters the queue; `after` null: it leaves it. */
export const movedMail = z
  .object({
    case_id: z.uuid(),
    candidate_id: z.uuid(),
    name: z.string().nullable().describe('of the candidate; null: none is known'),
    before: mailMoment.nullable(),
    after: mailMoment.nullable(),
  })
  .meta({ id: 'MovedMail' });
export type MovedMail = z.infer<typeof movedMail>;

export const settingsChangeResult = z
  .object({
    settings: companySettingsView,
    dry_run: z.boolean(),
    changed: z.array(z.string()).describe('JSON Pointers of what differs from before'),
    moved_mails: z
      .object({
        evaluated: z.number().int().describe('open cases that this page looked at'),
        items: z.array(movedMail),
        next: z.string().nullable().describe('the cursor of the next page; null: every open case was looked at'),
      })
      .nullable()
      .describe('of a dry run; null otherwise'),
  })
  .meta({ id: 'CompanySettingsChangeResult' });
export type SettingsChangeResult = z.infer<typeof settingsChangeResult>;
