import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { operatorApi } from '../../../api/operator.ts';

export const staffQuery = queryOptions({
  queryKey: ['staff'],
  queryFn: ({ signal }) => unwrap(operatorApi.GET('/operator/staff', { signal })),
});
