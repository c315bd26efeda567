import type { Table } from '@goen/ats';
import { type Database, FileImportRow, withCompany } from '@goen/case-store';

/** The cells of rows that members corrected, by their number. */
export type CorrectedRows = ReadonlyMap<number, readonly string[]>;

type ImportKeys = { readonly id: string; readonly companyId: string };

export async function readCorrectedRows(orm: Database, { id, companyId }: ImportKeys): Promise<CorrectedRows> {
  const rows = await withCompany(orm, companyId, (em) =>
    em.find(FileImportRow, { importId: id, correctedBy: { $ne: null } }),
  );
  return new Map(rows.flatMap(({ row, cells }): [number, readonly string[]][] => (cells ? [[row, cells]] : [])));
}

/** The table as if the file had the corrected cells: such a row is whole, whatever its shape was. */
export const correctRows = (table: Table, corrected: CorrectedRows): Table =>
  corrected.size === 0
    ? table
    : {
        ...table,
        async *rows() {
          for await (const tableRow of table.rows()) {
            const cells = corrected.get(tableRow.row);
            if (cells === undefined) yield tableRow;
            else yield { row: tableRow.row, cells, ...(tableRow.isHidden ? { isHidden: true } : {}) };
          }
        },
      };
