import { unwrap } from '@goen/client';
import type { OperatorCase } from '@goen/client/operator';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { operatorApi, operatorListQuery } from '../../../api/operator.ts';

export const reasons = ['waiting', 'due', 'overdue', 'stuck'] as const satisfies readonly OperatorCase['reason'][];

export const caseSearch = z.object({
  reason: z.catch(z.optional(z.enum(reasons)), undefined),
  company: z.catch(z.optional(z.string()), undefined),
  case: z.catch(z.optional(z.string()), undefined),
});
export type CaseSearch = z.infer<typeof caseSearch>;

const refreshMs = 30_000;

/** No live updates come from all companies: the list is read again while it is looked at. */
export const casesQuery = ({ reason, company }: Omit<CaseSearch, 'case'>) => ({
  ...operatorListQuery('operator-cases', '/operator/cases', { reason, company_id: company }),
  refetchInterval: refreshMs,
});

/** A thousand and one stands for more. */
export const mostCounted = 1_000;
export const countsQuery = (company: string | undefined) =>
  queryOptions({
    queryKey: ['operator-cases', 'counts', company],
    queryFn: ({ signal }) => {
      const query = company === undefined ? {} : { company_id: company };
      return unwrap(operatorApi.GET('/operator/cases/counts', { params: { query }, signal }));
    },
    refetchInterval: refreshMs,
  });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['operator-cases', id],
    queryFn: ({ signal }) => unwrap(operatorApi.GET('/operator/cases/{id}', { params: { path: { id } }, signal })),
    refetchInterval: refreshMs,
  });
