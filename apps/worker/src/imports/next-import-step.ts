import { FileImport, withCompany } from '@goen/case-store';
import { receiveTimeoutMs } from '@goen/cases';
import { importEnds } from '@goen/contracts/public';
import type { ImportRef, ImportStep } from '@goen/file-import';
import type { ActivityContext } from '../activity-context.ts';

const dayMs = 24 * 3_600_000;
/** How long a file is kept after a dry run, or while its columns wait to be mapped. */
export const keepBytesMs = 7 * dayMs;
/** How long the rows of an import can be viewed, refused ones with their cells. */
export const keepRowsMs = 30 * dayMs;

/** Loads an import and evaluates its next step. */
export async function nextImportStep({ orm }: ActivityContext, ref: ImportRef, asOfMs: number): Promise<ImportStep> {
  const row = await withCompany(orm, ref.companyId, (em) => em.findOne(FileImport, { id: ref.importId }));
  return row === null ? { kind: 'none' } : evaluateImport(row, asOfMs);
}

type Progress = Pick<FileImport, 'state' | 'dryRun' | 'layout' | 'bytesKept' | 'rowsKept' | 'createdAt' | 'endedAt'>;

/** The next step of an import, from its row alone. */
export function evaluateImport(row: Progress, asOfMs: number): ImportStep {
  const stepAfter = (from: Date, afterMs: number, kind: 'forget_bytes' | 'forget_rows' | 'expire'): ImportStep => {
    const untilMs = from.getTime() + afterMs;
    return untilMs > asOfMs ? { kind: 'wait', untilMs, next: kind } : { kind };
  };
  if (row.state === 'receiving') return stepAfter(row.createdAt, receiveTimeoutMs, 'expire');
  if (row.state === 'queued') return { kind: 'look_through' };
  if (row.state === 'running') return { kind: row.layout ? 'take_rows' : 'look_through' };
  if (row.state === 'needs_columns') return stepAfter(row.createdAt, keepBytesMs, 'expire');
  if (!importEnds.includes(row.state)) return { kind: 'none' };
  const endedAt = row.endedAt ?? row.createdAt;
  if (row.bytesKept) {
    const canStillRun = row.dryRun && row.state === 'done';
    return canStillRun ? stepAfter(endedAt, keepBytesMs, 'forget_bytes') : { kind: 'forget_bytes' };
  }
  return row.rowsKept ? stepAfter(endedAt, keepRowsMs, 'forget_rows') : { kind: 'none' };
}
