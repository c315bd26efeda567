import { refusalReasonsColumn } from '@goen/ats';
import { type FileImport, FileImportRow, withCompany } from '@goen/case-store';
import type { RowFault } from '@goen/contracts/public';
import { renderCsvRows } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';

const pageRows = 500;

/**
 * The refused rows as a CSV file to correct and upload again: the columns of the original, plus one with the reasons,
 * which imports ignore. Cells beyond the header follow it. Imports read the apostrophe before a formula as a mark.
 */
export async function* exportRefusedRows(
  { orm }: Pick<GatewayContext, 'orm'>,
  { id: importId, companyId, layout }: FileImport,
): AsyncGenerator<string> {
  const header = layout?.header ?? [];
  // A corrected file already has the column.
  const width = header.at(-1) === refusalReasonsColumn ? header.length - 1 : header.length;
  yield renderCsvRows([[...header.slice(0, width), refusalReasonsColumn]], { bom: true });
  for (let after = 0; ; ) {
    const rows = await withCompany(orm, companyId, (em) =>
      em.find(
        FileImportRow,
        { importId, outcome: 'refused', row: { $gt: after } },
        { orderBy: { row: 'asc' }, limit: pageRows },
      ),
    );
    yield renderCsvRows(
      rows.map(({ cells, errors }) => {
        const original = cells ?? [];
        const columns = Array.from({ length: width }, (_, index) => original[index] ?? '');
        return [...columns, formatReasons(errors ?? []), ...original.slice(header.length)];
      }),
    );
    const last = rows.at(-1);
    if (rows.length < pageRows || last === undefined) return;
    after = last.row;
  }
}

const formatReasons = (errors: readonly RowFault[]): string =>
  errors.map(({ column, code, detail }) => `${column === null ? '' : `${column}: `}${detail} (${code})`).join(' / ');
