import { unwrap } from '@goen/client';
import type { NewRetention } from '@goen/client/operator';
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

/** What the next round would delete if one kind were kept so long. */
export const proposalQuery = (kind: string, days: number) =>
  queryOptions({
    queryKey: ['retention-preview', kind, days],
    queryFn: async ({ signal }) => {
      const query = { kind, keep_days: days };
      const { items } = await unwrap(operatorApi.GET('/operator/retention/preview', { params: { query }, signal }));
      return items[0]?.rows ?? 0;
    },
    staleTime: 0,
    gcTime: 0,
  });

export const setRetention = ({ kind, ...body }: NewRetention & { kind: string }) =>
  unwrap(operatorApi.PUT('/operator/retention/{kind}', { params: { path: { kind } }, body }));

export const erasuresQuery = operatorListQuery('erasures', '/operator/erasures');
