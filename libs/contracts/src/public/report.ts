import { z } from 'zod';
import { calendarDate, instant, pageLimit, pageOf } from './shared.ts';

/** Numbers of the report; each counts facts of one kind (docs/relay.md). */
export const reportMeasure = z.enum([
  'rejections',
  'mails_sent',
  'mails_bounced',
  'relay_invitations',
  'relay_consents',
  'relay_withdrawals',
  'referrals',
  'referral_reversals',
  'reapplications',
  'hires_after_reapplying',
  'introductions_asked',
  'introductions_accepted',
  'introduction_hires',
]);
export type ReportMeasure = z.infer<typeof reportMeasure>;

export const reportGrouping = z.enum(['total', 'month', 'stage', 'job']);
export type ReportGrouping = z.infer<typeof reportGrouping>;

const period = {
  from: calendarDate.describe('first day, in Asia/Tokyo'),
  to: calendarDate.describe('day after the last, in Asia/Tokyo'),
};
/** Longer than any data is kept. */
const maxYears = 5;
const isPeriodValid = ({ from, to }: { from: string; to: string }) =>
  from < to && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) <= maxYears;
const periodFault = { path: ['to'], message: `Must be after \`from\`, by at most ${maxYears} years.` };

export const relayReportQuery = z
  .strictObject({ ...period, by: reportGrouping.default('total'), as: z.enum(['json', 'csv']).default('json') })
  .refine(isPeriodValid, periodFault);

const counts = z.record(reportMeasure, z.number().int().min(0)).meta({ id: 'ReportCounts' });
const reportRow = z.object({
  group: z.string(),
  counts,
  facts: z.record(reportMeasure, z.string()).describe('for each number, the address that lists its facts'),
});
export const relayReport = z
  .object({
    from: calendarDate,
    to: calendarDate,
    by: reportGrouping,
    total: counts,
    rows: z.array(reportRow),
    invited_persons: z.number().int().min(0).describe('received a relay invitation in the period'),
    invited_persons_consented: z.number().int().min(0).describe('of those, how many gave relay consent in the period'),
    uninvited_persons_consented: z
      .number()
      .int()
      .min(0)
      .describe('gave relay consent in the period of their own accord: not in `consent_rate`'),
    consent_rate: z.number().min(0).max(1).nullable().describe('invited_persons_consented ÷ invited_persons'),
    credits_earned: z.number().int().min(0),
    saved: z
      .object({ currency: z.literal('JPY'), hires: z.number(), mails: z.number(), total: z.number() })
      .nullable()
      .describe('calculated from the company’s own cost figures; null when it has not set any'),
  })
  .meta({ id: 'RelayReport' });
export type RelayReport = z.infer<typeof relayReport>;

export const reportFactsQuery = z
  .strictObject({
    ...period,
    measure: reportMeasure,
    by: reportGrouping.default('total'),
    group: z.string().max(400).optional().describe('one group of `by`; all when left out'),
    cursor: z.string().optional(),
    limit: pageLimit,
  })
  .refine(isPeriodValid, periodFault);
export type ReportFactsQuery = z.output<typeof reportFactsQuery>;
export const reportFact = z
  .object({
    seq: z.number().int(),
    kind: z.string(),
    at: instant,
    case_id: z.uuid().nullable(),
    introduction_id: z.uuid().nullable(),
  })
  .meta({ id: 'ReportFact' });
export const reportFactPage = pageOf(reportFact).meta({ id: 'ReportFactPage' });
