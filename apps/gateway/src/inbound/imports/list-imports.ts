import { FileImport, FileImportRow, withCompany } from '@goen/case-store';
import type { ImportQuery, ImportRowQuery, ImportRowView, ImportView } from '@goen/contracts/public';
import { HttpProblem, isAfter, readCursor, readSeqCursor, toPage, toSeqPage } from '@goen/service-kit';
import { raw } from '@mikro-orm/core';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewImport, viewImportRow } from './view-import.ts';

type Context = Pick<GatewayContext, 'orm'>;

/** An import of the company whose upload is complete; throws `not_found`. */
export async function findFileImport({ orm }: Context, companyId: string, id: string): Promise<FileImport> {
  const state = { $ne: 'receiving' as const };
  const row = await withCompany(orm, companyId, (em) => em.findOne(FileImport, { id, companyId, state }));
  if (row === null) throw new HttpProblem('not_found');
  return row;
}

/** A page of the company's imports, newest first. */
export async function listImports(
  { orm }: Context,
  companyId: string,
  query: ImportQuery,
): Promise<{ items: ImportView[]; next: string | null }> {
  const after = readCursor(query.cursor);
  const rows = await withCompany(orm, companyId, (em) =>
    em.find(
      FileImport,
      {
        companyId,
        state: query.state ?? { $ne: 'receiving' },
        ...(query.connection_id ? { connectionId: query.connection_id } : {}),
        ...isAfter('createdAt', after),
      },
      { orderBy: { createdAt: 'desc', id: 'desc' }, limit: query.limit + 1 },
    ),
  );
  return toPage(rows, query.limit, viewImport, ({ createdAt, id }) => ({ at: createdAt, id }));
}

const withoutAddress = ['no_address', 'address_unusable'];

/** A page of the recorded rows of an import, in the order of the file. */
export async function listImportRows(
  { orm }: Context,
  { id: importId, companyId, layout }: FileImport,
  query: ImportRowQuery,
): Promise<{ items: ImportRowView[]; next: string | null }> {
  const after = readSeqCursor(query.cursor);
  const rows = await withCompany(orm, companyId, (em) =>
    em.find(
      FileImportRow,
      {
        importId,
        row: { $gt: after },
        ...(query.outcome ? { outcome: query.outcome } : {}),
        ...(query.without_address ? { [raw("plan->>'not_mailed_reason'")]: { $in: withoutAddress } } : {}),
        ...(query.corrected ? { correctedBy: { $ne: null } } : {}),
      },
      { orderBy: { row: 'asc' }, limit: query.limit + 1 },
    ),
  );
  const header = layout?.header ?? [];
  return toSeqPage(
    rows,
    query.limit,
    (row) => viewImportRow(row, header),
    ({ row }) => row,
  );
}
