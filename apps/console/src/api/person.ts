import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';

/** Everything that is held about one candidate. */
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['candidates', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/candidates/{id}', { params: { path: { id } }, signal })),
  });
