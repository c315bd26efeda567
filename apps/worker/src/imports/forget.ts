import { FileImport, FileImportChunk, withCompany } from '@goen/case-store';
import type { ImportRef } from '@goen/file-import';
import type { ActivityContext } from '../activity-context.ts';
import { ended, endImport } from './import-row.ts';

type Context = Pick<ActivityContext, 'orm'>;
const rowsATime = 10_000;

/** Deletes the file of an import that has ended, unless it was run again meanwhile. */
export async function forgetBytes({ orm }: Context, { importId, companyId }: ImportRef): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const may = { id: importId, state: ended };
    // The same file, handed in once more, is another import from here on, unless it was taken.
    const changes = { bytesKept: false, fingerprint: null };
    const dry = await em.nativeUpdate(FileImport, { ...may, dryRun: true }, changes);
    const real = await em.nativeUpdate(FileImport, { ...may, dryRun: false }, { bytesKept: false });
    if (dry + real > 0) await em.nativeDelete(FileImportChunk, { importId });
  });
}

/** Deletes the rows of an import that has ended, some at a time; what it counted stays. */
export async function forgetRows({ orm }: Context, { importId, companyId }: ImportRef): Promise<void> {
  for (;;) {
    const left = await withCompany(orm, companyId, async (em) => {
      const deleted = await em.execute<unknown[]>(
        `delete from file_import_row where import_id = ? and row in
           (select row from file_import_row where import_id = ? order by row limit ?)
         returning 1 as deleted`,
        [importId, importId, rowsATime],
      );
      if (deleted.length === rowsATime) return true;
      await em.nativeUpdate(FileImport, { id: importId, state: ended }, { rowsKept: false });
      return false;
    });
    if (!left) return;
  }
}

/** Nobody came back: a file that did not come in whole is deleted, one whose columns nobody named is cancelled. */
export async function expireImport({ orm }: Context, { importId, companyId }: ImportRef): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const gone = await em.nativeDelete(FileImport, { id: importId, state: 'receiving' });
    if (gone === 0) await endImport(em, importId, 'cancelled', new Date());
  });
}

export const failImport = ({ orm }: Context, { importId, companyId }: ImportRef): Promise<boolean> =>
  withCompany(orm, companyId, (em) => endImport(em, importId, 'failed', new Date()));
