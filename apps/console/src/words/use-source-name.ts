import { unwrap } from '@goen/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useMay } from '../api/me.ts';
import { useWords } from './use-words.ts';
import { vendorName } from './vendor-names.ts';

const prefix = 'connection:';
/** Of reports that name the ATS, not a connection. */
const atsPrefix = 'ats:';

const namesQuery = queryOptions({
  queryKey: ['connections', 'names'],
  queryFn: async () => {
    const items = await Array.fromAsync(api.pages('/v1/connections'));
    return new Map(items.map(({ id, name }) => [id, name]));
  },
});
const fileNamesQuery = queryOptions({
  queryKey: ['connections', 'import-sources', 'names'],
  queryFn: async ({ signal }) => {
    const { items } = await unwrap(api.GET('/v1/import-sources', { signal }));
    return new Map(items.map(({ connection_id: id, name }) => [id, name]));
  },
});

/** Where a candidate came from, as a person reads it: a connection by its name, as far as the member may see it. */
export function useSourceName(): (source: string) => string {
  const words = useWords();
  const mayManage = useMay('connections:manage');
  const mayImport = useMay('imports:read');
  const { data: names } = useQuery({ ...namesQuery, enabled: mayManage });
  const { data: fileNames } = useQuery({ ...fileNamesQuery, enabled: mayImport && !mayManage });
  return (source) => {
    if (source === 'ats:template') return words('template');
    if (source.startsWith(atsPrefix)) return vendorName(source.slice(atsPrefix.length));
    if (!source.startsWith(prefix)) return source;
    const id = source.slice(prefix.length);
    return names?.get(id) ?? fileNames?.get(id) ?? words('connection');
  };
}
