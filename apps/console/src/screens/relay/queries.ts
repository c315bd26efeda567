import { type Introduction, type NewEmploymentReport, type NewIntroductionReport, unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery } from '../../api/pages.ts';

export const states = ['matched', 'asked', 'accepted', 'closed'] as const satisfies readonly Introduction['state'][];

const text = z.catch(z.optional(z.string()), undefined);

export const introductionSearch = z.object({
  state: z.catch(z.optional(z.enum(states)), undefined),
  /** Of one position, as its screen links to them. */
  position: text,
  open: text,
});
export type IntroductionSearch = z.infer<typeof introductionSearch>;
export type IntroductionFilters = Omit<IntroductionSearch, 'open'>;

export const recordSearch = z.object({ open: text });
export type RecordSearch = z.infer<typeof recordSearch>;

export const creditSearch = z.object({
  month: z.catch(z.optional(z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/))), undefined),
});
export type CreditSearch = z.infer<typeof creditSearch>;

export const introductionsQuery = ({ state, position }: IntroductionFilters) =>
  listQuery('introductions', '/v1/introductions', { state, position_id: position });

export const introductionQuery = (id: string) =>
  queryOptions({
    queryKey: ['introductions', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/introductions/{id}', { params: { path: { id } }, signal })),
  });

export const referredQuery = listQuery('introductions', '/v1/referred-introductions');

/** Mails that ask candidates whether they want to be introduced: they leave in the name of this company. */
export const requestsQuery = listQuery('mails', '/v1/mails', { kind: 'introduction_request' });

export const recordsQuery = listQuery('introductions', '/v1/provision-records');

export const recordsExport = '/v1/provision-records/export';

/** The balance alone; the entries stand in the statements. */
export const balanceQuery = queryOptions({
  queryKey: ['credits', 'balance'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/credits', { params: { query: { limit: 1 } }, signal })),
  select: ({ balance }) => balance,
});

export const statementQuery = (month: string) =>
  queryOptions({
    queryKey: ['credits', 'statement', month],
    queryFn: async ({ signal }) => {
      const statement = await unwrap(
        api.GET('/v1/credits/statements/{month}', { params: { path: { month } }, signal }),
      );
      // Only the file is text.
      return statement as Exclude<typeof statement, string>;
    },
  });

export const toStatementFile = (month: string): string => `/v1/credits/statements/${month}?format=csv`;

export const report = (id: string, body: NewIntroductionReport) =>
  unwrap(api.POST('/v1/introductions/{id}/reports', { params: { path: { id } }, body }));

export const reportEmployment = (id: string, body: NewEmploymentReport) =>
  unwrap(api.POST('/v1/introductions/{id}/employment', { params: { path: { id } }, body }));
