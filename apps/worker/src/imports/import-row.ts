import { atsVendors } from '@goen/ats';
import { Connection, type Em, FileImport, recordRun } from '@goen/case-store';
import type { ImportRefusal, ImportState } from '@goen/contracts/public';

export const ended = { $in: ['done', 'refused', 'cancelled', 'failed'] as const };

/** Ends an import that is still worked on; one that was cancelled meanwhile stays cancelled. */
export async function endImport(
  em: Em,
  importId: string,
  state: Extract<ImportState, 'done' | 'refused' | 'failed' | 'cancelled'>,
  now: Date,
  refusal: ImportRefusal | null = null,
): Promise<boolean> {
  const worked = { $in: ['queued', 'running', 'needs_columns'] as const };
  const changed = await em.nativeUpdate(
    FileImport,
    { id: importId, state: worked },
    { state, endedAt: now, refusal, proposal: null },
  );
  return changed === 1;
}

/** Ends an import whose file is refused whole. When it was to be taken, its connection tells so too. */
export async function refuseImport(
  em: Em,
  { id, dryRun, connectionId }: Pick<FileImport, 'id' | 'dryRun' | 'connectionId'>,
  refusal: ImportRefusal,
  at: Date,
): Promise<void> {
  if (!(await endImport(em, id, 'refused', at, refusal)) || dryRun) return;
  const detail = `${refusal.code}: ${refusal.detail}`.slice(0, maxFaultChars);
  await recordRun(em, connectionId, { fault: { code: 'refused', detail }, at });
}

const maxFaultChars = 500;

export const refusalOfConnection = (state: 'paused' | 'deleted'): ImportRefusal => ({
  code: `connection_${state}`,
  detail: `the connection is ${state}: what is not taken yet is left`,
  line: null,
});

/** How files of a connection are read; null where its system hands in none. */
export function roadOf({ kind, settings: given }: Pick<Connection, 'kind' | 'settings'>) {
  const vendor = atsVendors.get(kind);
  if (vendor?.file === undefined) return null;
  const settings = vendor.settings.parse(given);
  const { findColumns, rejectionStatuses, addressRequired } = vendor.file;
  return {
    findColumns: (header: readonly string[]) => findColumns(header, settings),
    rejectionStatuses: rejectionStatuses(settings),
    addressRequired,
    /** Names that the company's own map knows: they help to find the header. */
    expected: Object.values((given.columns ?? {}) as Record<string, string>),
  };
}

/** The import and its connection while it is worked on; else null. */
export async function openImport(em: Em, importId: string, state: 'queued' | 'running') {
  const file = await em.findOne(FileImport, { id: importId });
  if (file === null || (file.state !== state && file.state !== 'running')) return null;
  return { file, connection: await em.findOneOrFail(Connection, { id: file.connectionId }) };
}
