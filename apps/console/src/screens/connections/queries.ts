import { type HookDelivery, type SyncRecord, unwrap, type WebhookDelivery } from '@goen/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery, toRows } from '../../api/pages.ts';

export const tabs = ['systems', 'webhooks', 'keys'] as const;
export type Tab = (typeof tabs)[number];
/** In place of an id: the form for a new one. */
export const newEntry = 'new';
export const newChatEntry = 'new-chat';

export const connectionsSearch = z.object({
  tab: z.catch(z.optional(z.enum(tabs)), undefined),
  /** The id of the open row, or `new`. */
  open: z.catch(z.optional(z.string()), undefined),
  /** The kind of system that is being connected. */
  kind: z.catch(z.optional(z.string()), undefined),
});
export type ConnectionsSearch = z.infer<typeof connectionsSearch>;

export const connectionsQuery = listQuery('connections', '/v1/connections');

const logPage = 30;
/** No live update says that a system sent something or was called. */
const journalMs = 5_000;
const recordsMs = 15_000;

/** The systems that this release knows: the same all day. */
export const kindsQuery = queryOptions({
  queryKey: ['connection-kinds'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/connection-kinds', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/connections/{id}', { params: { path: { id } }, signal })),
    refetchInterval: journalMs,
  });

export const journalQuery = (id: string, state: HookDelivery['state'] | null) => ({
  ...listQuery('connections', `/v1/connections/${id}/deliveries` as '/v1/connections/{id}/deliveries', {
    limit: logPage,
    state: state ?? undefined,
  }),
  refetchInterval: journalMs,
});

export const recordsQuery = (id: string, state: SyncRecord['state']) => ({
  ...listQuery('connections', `/v1/connections/${id}/records` as '/v1/connections/{id}/records', {
    limit: logPage,
    state,
  }),
  refetchInterval: recordsMs,
});

export const endpointsQuery = queryOptions({
  queryKey: ['webhooks', 'endpoints'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/webhook-endpoints', { signal })),
});

const unsettledMs = 3_000;

/** Read again by itself while a delivery is under way. */
export const deliveriesQuery = (id: string, state: WebhookDelivery['state'] | null) =>
  infiniteQueryOptions({
    ...listQuery('webhooks', `/v1/webhook-endpoints/${id}/deliveries` as '/v1/webhook-endpoints/{id}/deliveries', {
      limit: logPage,
      state: state ?? undefined,
    }),
    refetchInterval: ({ state: { data } }) =>
      toRows(data).some(({ state: delivery }) => delivery === 'pending') ? unsettledMs : false,
  });

export const keysQuery = listQuery('keys', '/v1/api-keys');
