import { type Me, unwrap } from '@goen/client';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api } from './client.ts';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/me', { signal })),
});

/** Who is signed in; read before any screen that needs it is shown. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

export type Scope = `${string}:${'read' | 'write' | 'manage' | 'approve'}`;

/** Whether the person's role has the scope. What it lacks is hidden, or says why it cannot be used. */
export const useMay = (scope: Scope): boolean => useMe().member?.scopes.includes(scope) ?? false;
