import { refusalReasonsColumn } from '@goen/ats';
import { type FileImport, FileImportRow, withCompany } from '@goen/case-store';
import type { RowFault } from '@goen/contracts/public';
import { csvHead, csvLinesAsGiven } from '../../http/csv.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';

const rowsATime = 500;

/**
 * The refused rows as a file to mend and hand in again: the columns of the file, and one more that says what is wrong,
 * which an import does not look at. Cells beyond the header stand after it, where they stood before.
 */
export async function* refusedFile(
  { orm }: Pick<GatewayContext, 'orm'>,
  { id: importId, companyId, layout }: FileImport,
): AsyncGenerator<string> {
  const header = layout?.header ?? [];
  // A file that was mended once has the column already.
  const width = header.at(-1) === refusalReasonsColumn ? header.length - 1 : header.length;
  yield csvHead([...header.slice(0, width), refusalReasonsColumn]);
  for (let after = 0; ; ) {
    const rows = await withCompany(orm, companyId, (em) =>
      em.find(
        FileImportRow,
        { importId, outcome: 'refused', row: { $gt: after } },
        { orderBy: { row: 'asc' }, limit: rowsATime },
      ),
    );
    yield csvLinesAsGiven(
      rows.map(({ cells, errors }) => {
        const all = cells ?? [];
        const own = Array.from({ length: width }, (_, at) => all[at] ?? '');
        return [...own, reasonsOf(errors ?? []), ...all.slice(header.length)];
      }),
    );
    const last = rows.at(-1);
    if (rows.length < rowsATime || last === undefined) return;
    after = last.row;
  }
}

const reasonsOf = (errors: readonly RowFault[]): string =>
  errors.map(({ column, code, detail }) => `${column === null ? '' : `${column}: `}${detail} (${code})`).join(' / ');
