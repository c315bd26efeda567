import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { operatorApi } from '../../../api/operator.ts';

export const healthQuery = queryOptions({
  queryKey: ['operator-health'],
  queryFn: ({ signal }) => unwrap(operatorApi.GET('/operator/health', { signal })),
  refetchInterval: 15_000,
});
