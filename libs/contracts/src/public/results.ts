import { z } from 'zod';
import { instant, pageLimit, pageOf } from './shared.ts';

/** The way from a rejection to a hire, and back: each counts facts of the month in which they happened. */
export const resultMeasure = z.enum([
  'rejected',
  'mailed',
  'consented',
  'referred',
  'introduced',
  'hired',
  'hired_after_reapplying',
]);
export type ResultMeasure = z.infer<typeof resultMeasure>;

/** Numbers with a `detail`: the kind of mail, the last mail before a reapplication, the source of an application. */
const detailedMeasures = ['mails', 're_invitation_mails', 'reapplications', 'applications'] as const;
export const countedMeasure = z.enum([...resultMeasure.options, ...detailedMeasures]);
export type CountedMeasure = z.infer<typeof countedMeasure>;

export const calendarMonth = z
  .string()
  .regex(/^(19\d{2}|20\d{2})-(0[1-9]|1[0-2])$/, 'A month is written YYYY-MM.')
  .describe('`YYYY-MM` in Asia/Tokyo');

/** Longer than any data is kept. */
const maxMonths = 60;
const toIndex = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
const isPeriodValid = ({ from, to }: { from: string; to: string }) =>
  from <= to && toIndex(to) - toIndex(from) < maxMonths;
const periodFault = { path: ['to'], message: `Must not be before \`from\`, and at most ${maxMonths} months in all.` };
const period = { from: calendarMonth, to: calendarMonth.describe('the last month, which is part of the period') };

export const resultsQuery = z
  .strictObject({ ...period, as: z.enum(['json', 'csv']).default('json') })
  .refine(isPeriodValid, periodFault);

const count = z.number().int().min(0);
const facts = z.string().describe('the address that lists exactly these facts');
const steps = z.record(resultMeasure, z.object({ count, facts })).meta({ id: 'ResultSteps' });

const applicationCount = z
  .object({
    count: count.describe('the number that you entered, else the applications that sources reported'),
    counted_by: z.enum(['entered', 'reported']),
    entered: count.nullable(),
    reported: z
      .array(z.object({ source: z.string(), count, facts }))
      .describe(
        'applications that Goen heard of, by source (`herp`, `hrmos`, `any_file`, `api`, …), by date of application',
      ),
    year_before: count
      .nullable()
      .describe('the same month a year before, counted the same way; null when nothing is known of it'),
  })
  .meta({ id: 'ApplicationCount' });

const reapplicationCount = z
  .object({
    after: z.string().describe('the last mail that the person got before: its kind, or `none`'),
    mails: count.describe('mails of this kind in the period'),
    mails_facts: facts.nullable(),
    count,
    facts,
    year_before: count,
  })
  .meta({ id: 'ReapplicationCount' });

const money = z.number().describe('yen');
export const resultsReport = z
  .object({
    from: calendarMonth,
    to: calendarMonth,
    total: steps,
    months: z.array(z.object({ month: calendarMonth, steps, applications: applicationCount })),
    reapplications: z
      .array(reapplicationCount)
      .describe('counts beside each other: no mail is said to have caused an application'),
    costs: z
      .object({
        currency: z.literal('JPY'),
        free_hires: count.describe('`hired` and `hired_after_reapplying`'),
        hires: money.describe('free hires × your cost of a hire'),
        mails: money.describe('mails × your minutes per mail × your hourly cost'),
        recovered: money.describe('hires + mails'),
        platform: money
          .nullable()
          .describe('your monthly cost of the platform × months that have begun; null if not set'),
        balance: money.nullable().describe('recovered − platform'),
      })
      .nullable()
      .describe('from your own figures only; null when there are none'),
    candidate_experience: z
      .object({ answers: count, average: z.number(), promoters: count, passives: count, detractors: count, facts })
      .nullable()
      .describe('over the groups that `/v1/reports/candidate-experience` shows; null when there are none'),
  })
  .meta({ id: 'Results' });
export type ResultsReport = z.infer<typeof resultsReport>;

export const resultFactsQuery = z
  .strictObject({
    ...period,
    measure: countedMeasure,
    detail: z.string().max(100).optional().describe('one kind of mail or source; all when left out'),
    cursor: z.string().optional(),
    limit: pageLimit,
  })
  .refine(isPeriodValid, periodFault);
export type ResultFactsQuery = z.output<typeof resultFactsQuery>;
export const resultFact = z
  .object({
    seq: z.number().int(),
    kind: z.string(),
    at: instant,
    detail: z.string(),
    name: z.string().nullable().describe('of the person; null: none is known, or no longer'),
    candidate_id: z.uuid().nullable().describe('of your own candidate; null: of an introduction to you'),
    case_id: z.uuid().nullable(),
    introduction_id: z.uuid().nullable(),
    re_invitation_id: z.uuid().nullable(),
  })
  .meta({ id: 'ResultFact' });
export const resultFactPage = pageOf(resultFact).meta({ id: 'ResultFactPage' });

/** Body of `PUT /v1/reports/applications/{month}`. */
export const newEnteredApplications = z
  .strictObject({ applications: z.number().int().min(0).max(1_000_000) })
  .meta({ id: 'NewEnteredApplications' });
export const enteredApplications = z
  .object({ month: calendarMonth, applications: count, entered_at: instant })
  .meta({ id: 'EnteredApplications' });
