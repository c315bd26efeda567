import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { operatorApi, operatorListQuery } from '../../../api/operator.ts';

export const erasureSearch = z.object({ show: z.catch(z.optional(z.enum(['erasures'])), undefined) });
export type ErasureSearch = z.infer<typeof erasureSearch>;

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => unwrap(operatorApi.GET('/operator/retention', { signal })),
});

/** Counts the rows of all companies: read when somebody asks for it. */
export const previewQuery = queryOptions({
  queryKey: ['retention-preview'],
  queryFn: ({ signal }) => unwrap(operatorApi.GET('/operator/retention/preview', { signal })),
  staleTime: 0,
  gcTime: 0,
});

export const erasuresQuery = operatorListQuery('erasures', '/operator/erasures');
