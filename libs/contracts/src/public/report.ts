import { z } from 'zod';
import { calendarDate, instant, pageLimit, pageOf } from './shared.ts';

/** What is counted, each over facts of one kind: see docs/relay.md. */
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

const period = { from: calendarDate.describe('Asia/Tokyo, inclusive'), to: calendarDate.describe('exclusive') };
/** Five years: longer than anything is kept. */
const maxYears = 5;
const inOrder = ({ from, to }: { from: string; to: string }) =>
  from < to && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) <= maxYears;
const orderFault = { path: ['to'], message: `must be after from, and at most ${maxYears} years` };

export const relayReportQuery = z
  .object({ ...period, by: reportGrouping.default('total'), as: z.enum(['json', 'csv']).default('json') })
  .refine(inOrder, orderFault);

const counts = z.record(reportMeasure, z.number().int().min(0));
export const relayReport = z.object({
  from: calendarDate,
  to: calendarDate,
  by: reportGrouping,
  total: counts,
  rows: z.array(z.object({ group: z.string(), counts, facts: z.record(reportMeasure, z.string()) })),
  consent_rate: z.number().min(0).nullable().describe('relay_consents ÷ relay_invitations'),
  credits_earned: z.number().int().min(0),
  saved: z
    .object({ currency: z.literal('JPY'), hires: z.number(), mails: z.number(), total: z.number() })
    .nullable()
    .describe('by the company’s own figures; null while it gave none'),
});
export type RelayReport = z.infer<typeof relayReport>;

export const reportFactsQuery = z
  .object({
    ...period,
    measure: reportMeasure,
    by: reportGrouping.default('total'),
    group: z.string().max(400).optional(),
    cursor: z.string().max(40).optional(),
    limit: pageLimit,
  })
  .refine(inOrder, orderFault);
export const reportFact = z.object({
  seq: z.number().int(),
  kind: z.string(),
  at: instant,
  case_id: z.uuid().nullable(),
  introduction_id: z.uuid().nullable(),
});
export const reportFactPage = pageOf(reportFact);
