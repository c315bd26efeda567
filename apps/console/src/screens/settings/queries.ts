import {
  ApiError,
  type CompanySettings,
  type CompanySettingsChange,
  type CompanySettingsChangeResult,
  unwrap,
} from '@goen/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';

/** The settings, and the tag that a change of them must name. */
export type ReadSettings = { readonly settings: CompanySettings; readonly tag: string };

export const settingsQuery = queryOptions({
  queryKey: ['settings', 'company'],
  queryFn: async ({ signal }): Promise<ReadSettings> => {
    const { data, error, response } = await api.GET('/v1/settings', { signal });
    if (data === undefined) throw new ApiError(response, error);
    return { settings: data, tag: response.headers.get('etag') ?? '*' };
  },
});

const movesPerPage = 200;

/** What a change would do, without doing it; page after page of the mails that it moves. */
export const dryRunQuery = (change: CompanySettingsChange, tag: string) =>
  infiniteQueryOptions({
    // Not of the topic `settings`: with the tag of before it would only be refused.
    queryKey: ['dry-run', change, tag],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        dry_run: 'true',
        limit: movesPerPage,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      } as const;
      return unwrap(
        api.PATCH('/v1/settings', { params: { query, header: { 'If-Match': tag } }, body: change, signal }),
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ moved_mails: moved }) => moved?.next ?? null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const saveSettings = (change: CompanySettingsChange, tag: string): Promise<CompanySettingsChangeResult> =>
  unwrap(api.PATCH('/v1/settings', { params: { header: { 'If-Match': tag } }, body: change }));

export const hoursSearch = z.object({
  /** Of the calendar. */
  month: z.catch(z.optional(z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/))), undefined),
});

export const sendingDaysQuery = (from: string, until: string) =>
  queryOptions({
    queryKey: ['settings', 'sending-days', from, until],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/sending-days', { params: { query: { from, until } }, signal })),
  });

export const senderDomainQuery = queryOptions({
  queryKey: ['settings', 'sender-domain'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/sender-domain', { signal })),
});
