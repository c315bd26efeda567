import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { operatorApi } from '../../../api/operator.ts';
import { todayInTokyo } from '../../../i18n/dates.ts';

export const confirmationSearch = z.object({
  month: z.catch(z.optional(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/))), undefined),
});

export const thisMonth = (): string => todayInTokyo().slice(0, 7);

export const confirmationsQuery = (month: string) =>
  queryOptions({
    queryKey: ['hand-confirmations', month],
    queryFn: ({ signal }) =>
      unwrap(operatorApi.GET('/operator/hand-confirmations', { params: { query: { month } }, signal })),
  });
