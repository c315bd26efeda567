import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { operatorApi } from '../../../api/operator.ts';
import { addDays, todayInTokyo } from '../../../i18n/dates.ts';

export const ledgers = ['candidates', 'jobs', 'fees'] as const;
export type LedgerName = (typeof ledgers)[number];

export const bookSearch = z.object({
  from: z.catch(z.optional(z.iso.date()), undefined),
  to: z.catch(z.optional(z.iso.date()), undefined),
  year: z.catch(z.optional(z.number().check(z.gte(2020), z.lte(2100))), undefined),
});
export type BookSearch = z.infer<typeof bookSearch>;

/** The fiscal year that a day falls into begins on 1 April. */
export const fiscalYearOf = (day: string): number => Number(day.slice(0, 4)) - (day.slice(5) < '04-01' ? 1 : 0);

/** This fiscal year until today, unless the address says otherwise. `to` is the last day that counts. */
export function readPeriod({ from, to }: BookSearch): { readonly from: string; readonly to: string } {
  const today = todayInTokyo();
  return { from: from ?? `${fiscalYearOf(today)}-04-01`, to: to ?? today };
}

/** `to` of the API is the day after the last. */
export const toLedgerQuery = ({ from, to }: { readonly from: string; readonly to: string }) => ({
  from,
  to: addDays(to, 1),
});

export const ledgerQuery = (ledger: LedgerName, period: { readonly from: string; readonly to: string }) =>
  queryOptions({
    queryKey: ['ledgers', ledger, period],
    queryFn: ({ signal }) =>
      unwrap(
        operatorApi.GET('/operator/ledgers/{ledger}', {
          params: { path: { ledger }, query: { ...toLedgerQuery(period), as: 'json' } },
          signal,
        }),
      ),
    // Each reading is in the audit log: nobody's coming back to the window is one.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const placementReportQuery = (year: number) =>
  queryOptions({
    queryKey: ['placement-report', year],
    queryFn: ({ signal }) =>
      unwrap(operatorApi.GET('/operator/placement-report', { params: { query: { year, as: 'json' } }, signal })),
  });
