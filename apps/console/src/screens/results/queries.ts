import { type ResultSteps, type Results, unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery } from '../../api/pages.ts';
import { addMonths, todayInTokyo } from '../../i18n/dates.ts';

/** Months as `YYYY-MM`; the last is part of the period. */
export type Period = { readonly from: string; readonly to: string };
type Step = keyof typeof stepOrder;

const stepOrder = {
  rejected: 0,
  mailed: 1,
  consented: 2,
  referred: 3,
  introduced: 4,
  hired: 5,
  hired_after_reapplying: 6,
} as const;
export const steps = Object.keys(stepOrder) as Step[];
/** The company's own rejected candidates, and people whom it met or hired: others than those, or later. */
export const stepGroups = {
  own: ['rejected', 'mailed', 'consented', 'referred'],
  gained: ['introduced', 'hired', 'hired_after_reapplying'],
} as const satisfies Readonly<Record<string, readonly Step[]>>;
const nothing = { count: 0, facts: '' } as const;
/** A step of a period, with the address of its facts. */
export const readStep = (counts: ResultSteps, step: Step) => counts[step] ?? nothing;
export const countStep = (counts: ResultSteps, step: Step): number => readStep(counts, step).count;

/** What the facts of a number are called by the API. */
const measures = [...steps, 'mails', 're_invitation_mails', 'reapplications', 'applications'] as const;
export type Measure = (typeof measures)[number];

export const maxMonths = 60;
const month = z.catch(z.optional(z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/))), undefined);
export const resultsSearch = z.object({ from: month, to: month });
export type ResultsSearch = z.infer<typeof resultsSearch>;

export const factsSearch = z.object({
  from: month,
  to: month,
  measure: z.catch(z.optional(z.enum(measures)), undefined),
  detail: z.catch(z.optional(z.string()), undefined),
});
export type FactsSearch = z.infer<typeof factsSearch>;

const monthsByDefault = 12;
const thisMonth = (): string => todayInTokyo().slice(0, 7);

/** The last twelve months, unless the address says otherwise. One that the API would refuse is none. */
export function toPeriod({ from, to = thisMonth() }: ResultsSearch): Period {
  const first = from ?? addMonths(to, 1 - monthsByDefault);
  return first <= to && first > addMonths(to, -maxMonths) ? { from: first, to } : { from: to, to };
}

export const shiftPeriod = ({ from, to }: Period, months: number): Period => ({
  from: addMonths(from, months),
  to: addMonths(to, months),
});

/** Years of Japanese companies begin in April. */
const firstMonthOfYear = 4;
const presets = ['last12', 'thisYear', 'lastYear', 'calendarYear'] as const;
export type Preset = (typeof presets)[number];

/** Periods that people ask for, up to this month. */
export function listPresets(): readonly (readonly [Preset, Period])[] {
  const now = thisMonth();
  const year = Number(now.slice(0, 4)) - (Number(now.slice(5)) < firstMonthOfYear ? 1 : 0);
  const start = `${year}-0${firstMonthOfYear}`;
  return [
    ['last12', { from: addMonths(now, 1 - monthsByDefault), to: now }],
    ['thisYear', { from: start, to: now }],
    ['lastYear', { from: addMonths(start, -12), to: addMonths(start, -1) }],
    ['calendarYear', { from: `${now.slice(0, 4)}-01`, to: now }],
  ];
}

export const resultsQuery = ({ from, to }: Period) =>
  queryOptions({
    queryKey: ['reports', 'results', from, to],
    queryFn: async ({ signal }) => {
      const results = await unwrap(api.GET('/v1/reports/results', { params: { query: { from, to } }, signal }));
      // Only the file is text.
      return results as Results;
    },
  });

export const toResultsFile = ({ from, to }: Period): string => `/v1/reports/results?from=${from}&to=${to}&as=csv`;

export const experienceQuery = ({ from, to }: Period) =>
  queryOptions({
    queryKey: ['reports', 'experience', from, to],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/reports/candidate-experience', { params: { query: { from, to } }, signal })),
  });

/** The facts that a number counts, from the address that the API gives with it. */
export function toFactsSearch(address: string): FactsSearch {
  const query = new URLSearchParams(address.slice(address.indexOf('?')));
  return factsSearch.parse(Object.fromEntries(query));
}

export const factsQuery = ({ from, to, measure, detail }: FactsSearch) =>
  listQuery('reports', '/v1/reports/results/facts', { from, to, measure, detail });

export const enterApplications = (ofMonth: string, applications: number) =>
  unwrap(api.PUT('/v1/reports/applications/{month}', { params: { path: { month: ofMonth } }, body: { applications } }));

export const removeApplications = (ofMonth: string) =>
  unwrap(api.DELETE('/v1/reports/applications/{month}', { params: { path: { month: ofMonth } } }));
