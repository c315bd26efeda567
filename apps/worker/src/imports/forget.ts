import { FileImport, FileImportChunk, withCompany } from '@goen/case-store';
import type { ImportRef } from '@goen/file-import';
import type { ActivityContext } from '../activity-context.ts';
import { endedStates, endImport, refuseCutOffUpload } from './import-row.ts';

type Context = Pick<ActivityContext, 'orm'>;
const rowsPerDelete = 10_000;

/** Deletes the file of an ended import, unless the import was started again in the meantime. */
export async function forgetBytes({ orm }: Context, { importId, companyId }: ImportRef): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const endedImport = { id: importId, state: endedStates };
    // Without a fingerprint, uploading the same file again is a new import. A real import keeps it: it stays a duplicate.
    const changes = { bytesKept: false, fingerprint: null };
    const dryRuns = await em.nativeUpdate(FileImport, { ...endedImport, dryRun: true }, changes);
    const realRuns = await em.nativeUpdate(FileImport, { ...endedImport, dryRun: false }, { bytesKept: false });
    if (dryRuns + realRuns > 0) await em.nativeDelete(FileImportChunk, { importId });
  });
}

/** Deletes the rows of an ended import in batches, and its statuses, which hold cells; its counts stay. */
export async function forgetRows({ orm }: Context, { importId, companyId }: ImportRef): Promise<void> {
  for (;;) {
    const hasMore = await withCompany(orm, companyId, async (em) => {
      const deleted = await em.execute<unknown[]>(
        `delete from file_import_row where import_id = ? and row in
           (select row from file_import_row where import_id = ? order by row limit ?)
         returning 1 as deleted`,
        [importId, importId, rowsPerDelete],
      );
      if (deleted.length === rowsPerDelete) return true;
      await em.nativeUpdate(FileImport, { id: importId, state: endedStates }, { rowsKept: false, statuses: null });
      return false;
    });
    if (!hasMore) return;
  }
}

/** Ends an abandoned import: an upload that was cut off is refused, one whose columns nobody mapped is cancelled. */
export async function expireImport({ orm }: Context, { importId, companyId }: ImportRef): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const cutOff = await refuseCutOffUpload(em, importId, new Date());
    if (!cutOff) await endImport(em, importId, 'cancelled', new Date());
  });
}

export const failImport = ({ orm }: Context, { importId, companyId }: ImportRef): Promise<boolean> =>
  withCompany(orm, companyId, (em) => endImport(em, importId, 'failed', new Date()));
