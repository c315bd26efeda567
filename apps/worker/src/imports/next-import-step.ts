import { FileImport, withCompany } from '@goen/case-store';
import { receivingMs } from '@goen/cases';
import { importEnds } from '@goen/contracts/public';
import type { ImportRef, ImportStep } from '@goen/file-import';
import type { ActivityContext } from '../activity-context.ts';

const dayMs = 24 * 3_600_000;
/** A file waits so long for somebody to run it after a dry run, or to say which column holds what. */
export const keepBytesMs = 7 * dayMs;
/** The rows of an import, those that were refused with their cells, may be looked at for so long. */
export const keepRowsMs = 30 * dayMs;

export async function nextImportStep({ orm }: ActivityContext, ref: ImportRef, asOfMs: number): Promise<ImportStep> {
  const found = await withCompany(orm, ref.companyId, (em) => em.findOne(FileImport, { id: ref.importId }));
  return found === null ? { kind: 'none' } : stepOf(found, asOfMs);
}

type Progress = Pick<FileImport, 'state' | 'dryRun' | 'layout' | 'bytesKept' | 'rowsKept' | 'createdAt' | 'endedAt'>;

/** What an import needs, by its row alone. */
export function stepOf(row: Progress, asOfMs: number): ImportStep {
  const at = (from: Date, afterMs: number, kind: 'forget_bytes' | 'forget_rows' | 'expire'): ImportStep => {
    const untilMs = from.getTime() + afterMs;
    return untilMs > asOfMs ? { kind: 'wait', untilMs, next: kind } : { kind };
  };
  if (row.state === 'receiving') return at(row.createdAt, receivingMs, 'expire');
  if (row.state === 'queued') return { kind: 'look_through' };
  if (row.state === 'running') return { kind: row.layout ? 'take_rows' : 'look_through' };
  if (row.state === 'needs_columns') return at(row.createdAt, keepBytesMs, 'expire');
  if (!importEnds.includes(row.state)) return { kind: 'none' };
  const endedAt = row.endedAt ?? row.createdAt;
  if (row.bytesKept) {
    const mayBeRun = row.dryRun && row.state === 'done';
    return mayBeRun ? at(endedAt, keepBytesMs, 'forget_bytes') : { kind: 'forget_bytes' };
  }
  return row.rowsKept ? at(endedAt, keepRowsMs, 'forget_rows') : { kind: 'none' };
}
