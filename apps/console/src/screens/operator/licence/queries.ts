import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { operatorApi } from '../../../api/operator.ts';

export const licenceQuery = queryOptions({
  queryKey: ['licence'],
  queryFn: ({ signal }) => unwrap(operatorApi.GET('/operator/licence', { signal })),
});

/** So long before its end a renewal should be on its way: it takes three months (職業安定法施行規則 Art. 22). */
export const alarmDays = 90;
