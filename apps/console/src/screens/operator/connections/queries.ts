import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { operatorApi, operatorListQuery } from '../../../api/operator.ts';

export const periods = ['7', '30', '90'] as const;
const defaultDays = 30;

export const connectionSearch = z.object({
  show: z.catch(z.optional(z.enum(['domains'])), undefined),
  company: z.catch(z.optional(z.string()), undefined),
  failing: z.catch(z.optional(z.boolean()), undefined),
  troubled: z.catch(z.optional(z.boolean()), undefined),
  days: z.catch(z.optional(z.enum(periods)), undefined),
});
export type ConnectionSearch = z.infer<typeof connectionSearch>;

export const connectionsQuery = ({ company, failing }: ConnectionSearch) =>
  operatorListQuery('operator-connections', '/operator/connections', {
    company_id: company,
    failing: failing ? 'true' : undefined,
  });

export const domainsQuery = ({ days }: Pick<ConnectionSearch, 'days'>) =>
  queryOptions({
    queryKey: ['operator-domains', days],
    queryFn: ({ signal }) =>
      unwrap(
        operatorApi.GET('/operator/domains', { params: { query: { days: Number(days ?? defaultDays) } }, signal }),
      ),
  });

/** Checks it now. */
export const senderDomainQuery = (id: string) =>
  queryOptions({
    queryKey: ['operator-sender-domain', id],
    queryFn: ({ signal }) =>
      unwrap(operatorApi.GET('/operator/companies/{id}/sender-domain', { params: { path: { id } }, signal })),
    staleTime: 0,
  });

/** Mail providers warn senders from here on, and stop them soon after. */
export const alarmingRates = { bounce: 0.05, complaint: 0.001 };
