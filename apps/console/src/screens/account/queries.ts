import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/v1/sessions', { signal }))).items,
});

export const passkeysQuery = queryOptions({
  queryKey: ['account', 'passkeys'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/v1/passkeys', { signal }))).items,
});
