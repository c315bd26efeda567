import { atsVendors } from '@goen/ats';
import { Connection, type Em, FileImport, noteOwnChange, recordRun } from '@goen/case-store';
import type { ImportRefusal, ImportState } from '@goen/contracts/public';

export const endedStates = { $in: ['done', 'refused', 'cancelled', 'failed'] as const };

/** Ends an import that is still in progress. Returns false when it has already ended, as by a cancellation. */
export async function endImport(
  em: Em,
  importId: string,
  state: Extract<ImportState, 'done' | 'refused' | 'failed' | 'cancelled'>,
  now: Date,
  refusal: ImportRefusal | null = null,
): Promise<boolean> {
  noteOwnChange('imports');
  const inProgress = { $in: ['queued', 'running', 'needs_columns'] as const };
  const changed = await em.nativeUpdate(
    FileImport,
    { id: importId, state: inProgress },
    { state, endedAt: now, refusal, proposal: null },
  );
  return changed === 1;
}

/** Its process died during the upload. Returns false when the upload is complete. Its connection has no fault. */
export async function refuseCutOffUpload(em: Em, importId: string, now: Date): Promise<boolean> {
  noteOwnChange('imports');
  const refusal: ImportRefusal = {
    code: 'upload_interrupted',
    detail: 'the upload was cut off before the file was complete: upload it again, unless you already have',
    line: null,
  };
  const ended = { state: 'refused' as const, endedAt: now, refusal };
  return (await em.nativeUpdate(FileImport, { id: importId, state: 'receiving' }, ended)) === 1;
}

/** Ends an import whose whole file is refused. Unless it was a dry run, its connection shows the fault as well. */
export async function refuseImport(
  em: Em,
  { id, dryRun, connectionId }: Pick<FileImport, 'id' | 'dryRun' | 'connectionId'>,
  refusal: ImportRefusal,
  now: Date,
): Promise<void> {
  if (!(await endImport(em, id, 'refused', now, refusal)) || dryRun) return;
  const detail = `${refusal.code}: ${refusal.detail}`.slice(0, maxFaultDetailChars);
  await recordRun(em, connectionId, { fault: { code: 'refused', detail }, at: now });
}

const maxFaultDetailChars = 500;

export const refuseInactiveConnection = (state: 'paused' | 'deleted'): ImportRefusal => ({
  code: `connection_${state}`,
  detail: `the connection is ${state}: the remaining rows are not imported`,
  line: null,
});

/** How files of a connection are read; null when its vendor has no file channel. */
export function findFileChannel({ kind, settings: given }: Pick<Connection, 'kind' | 'settings'>) {
  const vendor = atsVendors.get(kind);
  if (vendor?.file === undefined) return null;
  const settings = vendor.settings.parse(given);
  const { findColumns, rejectionStatuses, offerStatuses, endedStatuses, undatedRejections, addressRequired } =
    vendor.file;
  return {
    findColumns: (header: readonly string[]) => findColumns(header, settings),
    rejectionStatuses: rejectionStatuses(settings),
    offerStatuses: offerStatuses(settings),
    endedStatuses: endedStatuses(settings),
    undatedRejections: undatedRejections(settings),
    addressRequired,
    /** Column names of the company's own map: they help to find the header row. */
    expectedColumns: Object.values((given.columns ?? {}) as Record<string, string>),
  };
}

/** Reads an import in progress with its connection; null when it is in another state. */
export async function openImport(em: Em, importId: string, state: 'queued' | 'running') {
  const file = await em.findOne(FileImport, { id: importId });
  if (file === null || (file.state !== state && file.state !== 'running')) return null;
  return { file, connection: await em.findOneOrFail(Connection, { id: file.connectionId }) };
}
