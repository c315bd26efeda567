import { FileImport, FileImportRow, withCompany } from '@goen/case-store';
import type { ImportQuery, ImportRowQuery } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { pageOf, readCursor, readSeqCursor } from '../../http/cursor.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewImport, viewRow } from './view-import.ts';

type Context = Pick<GatewayContext, 'orm'>;

/** An import of the company; throws `not_found`. */
export async function findImportRow({ orm }: Context, companyId: string, id: string): Promise<FileImport> {
  const state = { $ne: 'receiving' as const };
  const row = await withCompany(orm, companyId, (em) => em.findOne(FileImport, { id, companyId, state }));
  if (row === null) throw new HttpProblem('not_found');
  return row;
}

/** The newest first. */
export async function listImports({ orm }: Context, companyId: string, query: ImportQuery) {
  const after = readCursor(query.cursor);
  const older = after && { $or: [{ createdAt: { $lt: after.at } }, { createdAt: after.at, id: { $lt: after.id } }] };
  const rows = await withCompany(orm, companyId, (em) =>
    em.find(
      FileImport,
      {
        companyId,
        state: query.state ?? { $ne: 'receiving' },
        ...(query.connection_id ? { connectionId: query.connection_id } : {}),
        ...older,
      },
      { orderBy: { createdAt: 'desc', id: 'desc' }, limit: query.limit + 1 },
    ),
  );
  return pageOf(rows, query.limit, viewImport, ({ createdAt: at, id }) => ({ at, id }));
}

/** In the order of the file. */
export async function listRows({ orm }: Context, { id: importId, companyId }: FileImport, query: ImportRowQuery) {
  const after = readSeqCursor(query.cursor);
  const rows = await withCompany(orm, companyId, (em) =>
    em.find(
      FileImportRow,
      { importId, row: { $gt: after }, ...(query.outcome ? { outcome: query.outcome } : {}) },
      { orderBy: { row: 'asc' }, limit: query.limit + 1 },
    ),
  );
  const shown = rows.slice(0, query.limit);
  return { items: shown.map(viewRow), next: rows.length > query.limit ? String(shown.at(-1)?.row) : null };
}
