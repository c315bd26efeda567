import { z } from 'zod';
import { calendarDate, instant, locale, mailProvider, maxJobCategoryLength } from '../public/shared.ts';
import {
  approvalModes,
  basisKinds,
  type CompanySettings,
  type FeedbackSettings,
  type KeepingBasis,
  keepingKinds,
  maxResultDays,
  noteStages,
  type ReapplicationRule,
  type ReasonOfClass,
  resultMailSenders,
  type SenderIdentity,
  type SendingHours,
  type SeparateInvitation,
} from '../workflow/company-settings.ts';
import { reasonClasses } from '../workflow/re-invitation.ts';

export type { CompanySettings, SenderIdentity, SendingHours } from '../workflow/company-settings.ts';

/** `HH:MM` in Asia/Tokyo; `24:00` is the end of the day. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** `agency.example.com`; a leading @ and capitals are forgiven. */
const mailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .transform((domain) => domain.replace(/^@/, ''))
  .pipe(
    z
      .string()
      .regex(/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/)
      .max(253),
  );

/** The sender named in the footer of each mail. A regulated mail needs all of it (特定電子メール法 Art. 4). */
export const senderIdentity = z.object({
  name: z.string().trim().max(200).describe('the name of the company, without a department'),
  signature: z.string().trim().max(100).optional().describe('who signs: 採用チーム; 採用担当 when it is not set'),
  englishName: z.string().trim().max(200).optional().describe('the name of the company in English mails and pages'),
  englishSignature: z.string().trim().max(100).optional().describe('who signs in English: the recruiting team'),
  department: z.string().trim().max(100).optional().describe('the department that recruits: 人事部'),
  englishDepartment: z.string().trim().max(100).optional(),
  englishPostalAddress: z.string().trim().max(500).optional(),
  fromAddress: z.email().max(254),
  replyTo: z.email().max(254).optional(),
  postalAddress: z.string().trim().max(500).default(''),
  contact: z.string().trim().max(300).default('').describe('where complaints and questions go: address, URL or phone'),
}) satisfies z.ZodType<SenderIdentity>;

/** When mails may leave (Asia/Tokyo). Half-open: nothing is sent at `closesAt` or later. */
export const sendingHours = z.object({
  opensAt: timeOfDay.default('10:00'),
  closesAt: timeOfDay.default('18:00'),
  shortClosesAt: timeOfDay.default('15:00').describe('before a holiday or closure, and on Fridays'),
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]).describe('ISO: 1 is Monday'),
  onHolidays: z.boolean().default(false),
  closures: z.array(calendarDate).max(400).default([]).describe('days on which the company is closed'),
}) satisfies z.ZodType<SendingHours>;

/** A relay invitation some days after a result that the ATS sent (特定電子メール法 Art. 3: proof, or a recorded basis). */
const separateInvitation = z.object({
  afterDays: z.number().int().min(1).max(30).default(3),
  basis: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('opt_in') }),
    z.object({
      kind: z.literal('recorded'),
      by: z.string().trim().min(1).max(200).describe('the member who recorded it'),
      on: calendarDate,
      reason: z.string().trim().min(1).max(500),
    }),
  ]),
}) satisfies z.ZodType<SeparateInvitation>;

const keepingNotice = z.object({
  version: z.string().trim().min(1).max(100),
  text: z.string().trim().min(1).max(4_000),
  link: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .default(null),
  since: calendarDate.describe('applications from this day on were made under this notice'),
});

const maxNotices = 50;
/** A company that says nothing is one from before bases were stated: creating a company states that there is none. */
const unstated: KeepingBasis = { basis: 'notice', notices: [], unconfirmed: true, statedAt: null };

export const noBasis: KeepingBasis = { basis: null, notices: [], unconfirmed: false, statedAt: null };

/** On what basis former candidates are kept (個人情報保護法 Art. 17, 21, 22; 職業安定法 Art. 5-5). */
const keeping = z
  .object({
    basis: z.enum(keepingKinds).nullable().default(null),
    notices: z.array(keepingNotice).max(maxNotices).default([]),
    unconfirmed: z.boolean().default(false),
    statedAt: instant.nullable().default(null),
  })
  .refine(({ basis, notices, unconfirmed }) => basis !== 'notice' || unconfirmed || notices.length > 0, {
    error: 'must have at least one notice: its version, text and since',
    path: ['notices'],
  })
  .refine(
    ({ notices }) => notices.every(({ since }, index) => index === 0 || since > (notices[index - 1]?.since ?? '')),
    {
      error: 'must be sorted by since, each later than the one before',
      path: ['notices'],
    },
  ) satisfies z.ZodType<KeepingBasis>;

const months = z.number().int().min(0).max(60);
const maxReapplicationCategories = 200;
const reapplication = z.object({
  months: months.default(0),
  categories: z
    .array(z.object({ category: z.string().trim().min(1).max(maxJobCategoryLength), months }))
    .max(maxReapplicationCategories)
    .default([]),
}) satisfies z.ZodType<ReapplicationRule>;

const maxPhraseLength = 300;

const resultDays = z.number().int().min(0).max(maxResultDays);

const feedback = z.object({
  enabled: z.boolean().default(false),
  phrases: z.array(z.string().trim().min(1).max(maxPhraseLength)).max(100).default([]),
  dueBusinessDays: z.number().int().min(1).max(20).default(5),
}) satisfies z.ZodType<FeedbackSettings>;

const reasonOfClass = z.object({
  reason: z.string().trim().min(1).max(300),
  class: z.enum(reasonClasses),
}) satisfies z.ZodType<ReasonOfClass>;

const settingsFields = z.object({
  locale: locale.default('ja'),
  sender: senderIdentity,
  hours: sendingHours.prefault({}),
  undoWindowMinutes: z.number().int().min(0).max(10_080).default(60),
  /** Sending days after the report; 0: as soon as the undo window is over. */
  resultDelayDays: resultDays.default(1),
  /** Business days after the application, for results after screening of documents. */
  resultLeastDays: resultDays.default(2),
  /** Rejections older than this get no rejection mail by themselves. */
  maxReportAgeDays: z.number().int().min(1).max(365).default(30),
  firstFollowUpMonths: z.number().int().min(1).max(60).default(6),
  secondFollowUpMonths: z.number().int().min(1).max(60).default(12),
  reminderAfterDays: z.number().int().min(1).max(90).default(7),
  takesPartInRelay: z.boolean().default(true),
  /** Whether the rejection mail carries the relay invitation; if not, the plain version goes out. */
  invitesWithRejection: z.boolean().default(true),
  mailProvider: mailProvider.default('resend'),
  /** `required`: a member approves each mail; until then it moves to the next sending window. */
  approval: z.enum(approvalModes).default('automatic'),
  /** Who last wrote anything of a mail cannot approve it. */
  fourEyes: z.boolean().default(false),
  /** The company's representative (代表者の氏名), named in provision records (個人情報保護法 Art. 29, 30). */
  representative: z.string().trim().max(200).default(''),
  /** The company's own estimates of its costs; reports calculate savings from them. */
  figures: z
    .object({
      costPerHireYen: z.number().min(0),
      minutesPerMail: z.number().min(0).max(600),
      hourlyCostYen: z.number().min(0),
      /** What the platform costs the company per month. */
      platformYenPerMonth: z.number().min(0).nullable().default(null),
    })
    .nullish(),
  /** Where reminders about mails awaiting approval are sent. */
  recruiterEmail: z.email().max(254).nullish(),
  /** 特定電子メール法 Art. 3: the candidate gave the address to the sender, or strict opt-in. */
  basis: z.enum(basisKinds).default('address_notified'),
  /** Applications through an agency are cases without mails: by their source (応募経路), or the domain of the address. */
  agencySources: z.array(z.string().trim().min(1).max(200)).max(500).default([]),
  agencyDomains: z.array(mailDomain).max(500).default([]),
  /** Who sends the result, for connections that do not say otherwise. */
  resultMail: z.enum(resultMailSenders).default('goen'),
  /** Off unless set. Only for rejections whose result the ATS sends. */
  separateInvitation: separateInvitation.nullish(),
  /** The operator's limit on points that members confirm by hand. */
  handConfirmationsPerMonth: z.number().int().min(0).max(10_000).default(20),
  keeping: keeping.default(unstated),
  /** From when a person may apply again; mails and the candidate's page say it. */
  reapplication: reapplication.nullable().default(null),
  /** From this stage on a result waits for a personal note; null: never. */
  personalNoteFrom: z.enum(noteStages).nullable().default('final'),
  feedback: feedback.prefault({}),
  experience: z.object({ enabled: z.boolean().default(false) }).prefault({}),
  waitingAfterBusinessDays: z.number().int().min(1).max(60).default(10),
  excludedCompanies: z.array(z.string().trim().min(1).max(200)).max(500).default([]),
  reasonClasses: z.array(reasonOfClass).max(500).default([]),
  pageLinkMonths: z.number().int().min(1).max(60).default(18),
});

/** What a company can set; the defaults are those of the rules. */
export const companySettings = settingsFields.refine(({ fourEyes, approval }) => !fourEyes || approval === 'required', {
  error: 'needs approval: required',
  path: ['fourEyes'],
}) satisfies z.ZodType<CompanySettings>;
