import {
  createGoenClient,
  type Import,
  type ImportColumns,
  type ImportRow,
  type ImportStatusChoice,
  type UndatedChoice,
  unwrap,
} from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery } from '../../api/pages.ts';

export const maxFileBytes = 200_000_000;
/** Also without live updates the progress of what works moves on. */
const workingMs = 2_000;
const uploadMs = 3_600_000;

export const stateFilters = [
  'needs_columns',
  'running',
  'done',
  'refused',
  'cancelled',
  'failed',
] as const satisfies readonly Import['state'][];
export const outcomes = ['new', 'changed', 'known', 'refused'] as const satisfies readonly ImportRow['outcome'][];

export const importsSearch = z.object({
  source: z.catch(z.optional(z.uuid()), undefined),
  state: z.catch(z.optional(z.enum(stateFilters)), undefined),
});
export type ImportsSearch = z.infer<typeof importsSearch>;
/** What the rows are shown by: their outcome, and of the new ones those that nobody can be mailed about. */
export const rowFilters = ['new', 'without_address', 'changed', 'known', 'refused'] as const;
export type RowFilter = (typeof rowFilters)[number];
export const importSearch = z.object({ outcome: z.catch(z.optional(z.enum(rowFilters)), undefined) });

/** The columns of a file, some of its rows, and what we think they are. */
export type ColumnProposal = NonNullable<Import['proposal']>;

export const isWorking = ({ state }: Import): boolean => ['receiving', 'queued', 'running'].includes(state);

export const importsQuery = ({ source, state }: ImportsSearch) =>
  listQuery('imports', '/v1/imports', { connection_id: source, state });

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isWorking(data) ? workingMs : false),
  });

const listRows = (id: string, filters: Readonly<Record<string, string | undefined>>) =>
  listQuery('imports', `/v1/imports/${id}/rows` as '/v1/imports/{id}/rows', filters);

export const rowsQuery = (id: string, filter: RowFilter | undefined) =>
  listRows(id, filter === 'without_address' ? { without_address: 'true' } : { outcome: filter });

export const correctedRowsQuery = (id: string) => listRows(id, { corrected: 'true' });

/** Corrected, and not looked at since. */
export const isPending = ({ corrected, plan }: ImportRow): boolean => corrected && plan === null;

export const sourcesQuery = queryOptions({
  queryKey: ['connections', 'import-sources'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/v1/import-sources', { signal }))).items,
});

/** What owners may add without leaving the screen. */
export const sourceKinds = ['hrmos', 'jobcan', 'file'] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const addSource = (kind: SourceKind, name: string) =>
  unwrap(api.POST('/v1/connections', { body: { kind, name, settings: {}, result_mail: null, secrets: {} } }));

/** Once, and for as long as it takes: a slow line must not begin 200 MB again. */
const uploads = createGoenClient({
  baseUrl: window.location.origin,
  retry: { maxAttempts: 1, timeoutMs: uploadMs },
});

/** A dry run of the file; the same file again is the same import. */
export const uploadFile = (file: File, connectionId: string): Promise<Import> =>
  unwrap(
    uploads.POST('/v1/imports', {
      params: { query: { connection_id: connectionId, dry_run: 'true', file_name: file.name.slice(0, 255) } },
      headers: { 'content-type': 'application/octet-stream' },
      body: file as never,
    }),
  );

const inPath = (id: string) => ({ params: { path: { id } } });
export const runImport = (id: string) => unwrap(api.POST('/v1/imports/{id}/run', inPath(id)));
export const cancelImport = (id: string) => unwrap(api.POST('/v1/imports/{id}/cancel', inPath(id)));
export const recheckImport = (id: string) => unwrap(api.POST('/v1/imports/{id}/recheck', inPath(id)));
export const addStatus = (id: string, body: ImportStatusChoice) =>
  unwrap(api.POST('/v1/imports/{id}/statuses', { ...inPath(id), body }));
export const saveColumns = (id: string, body: ImportColumns) =>
  unwrap(api.POST('/v1/imports/{id}/columns', { ...inPath(id), body }));
export const correctRow = (id: string, row: number, cells: Record<string, string>) =>
  unwrap(api.PATCH('/v1/imports/{id}/rows/{row}', { params: { path: { id, row } }, body: { cells } }));

export const chooseUndated = (id: string, body: UndatedChoice) =>
  unwrap(api.POST('/v1/imports/{id}/undated-rejections', { ...inPath(id), body }));
