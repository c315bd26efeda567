import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { operatorApi } from '../../../api/operator.ts';

export const schedulesQuery = queryOptions({
  queryKey: ['schedules'],
  queryFn: ({ signal }) =>
    unwrap(operatorApi.GET('/operator/schedules', { params: { query: { limit: 1000 } }, signal })),
  refetchInterval: 60_000,
});
