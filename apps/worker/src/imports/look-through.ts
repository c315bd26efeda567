import { findColumnProblems, openTable, proposeColumns, type Table } from '@goen/ats';
import { type Connection, FileImport, withCompany } from '@goen/case-store';
import { importBytes } from '@goen/cases';
import { type ColumnProposal, type ImportRefusal, noCounts } from '@goen/contracts/public';
import type { ImportRef } from '@goen/file-import';
import type { ActivityContext } from '../activity-context.ts';
import { openImport, refusalOfConnection, refuseImport, roadOf } from './import-row.ts';

/** Rows under the header that a proposal is made from, and how many of them are shown. */
const sampleRows = 100;
const shownRows = 5;
const shownChars = 200;

type Looked =
  | { readonly kind: 'table'; readonly table: Table; readonly columns: Readonly<Record<string, string>> }
  | { readonly kind: 'needs_columns'; readonly proposal: ColumnProposal }
  | { readonly kind: 'refused'; readonly refusal: ImportRefusal };

/** Finds the table and its columns, and counts its rows, before one of them is taken. */
export async function lookThrough({ orm }: Pick<ActivityContext, 'orm'>, ref: ImportRef): Promise<void> {
  const { importId, companyId } = ref;
  const opened = await withCompany(orm, companyId, async (em) => {
    const found = await openImport(em, importId, 'queued');
    const worked = { $in: ['queued', 'running'] as const };
    const begun = await em.nativeUpdate(
      FileImport,
      { id: importId, state: worked },
      { state: 'running', startedAt: new Date() },
    );
    return begun === 1 ? found : null;
  });
  if (opened === null) return;
  const looked = await look(opened.connection, importBytes(orm, ref));
  await withCompany(orm, companyId, async (em) => {
    const running = { id: importId, state: 'running' as const };
    if (looked.kind === 'refused') await refuseImport(em, opened.file, looked.refusal, new Date());
    else if (looked.kind === 'needs_columns') {
      await em.nativeUpdate(FileImport, running, { state: 'needs_columns', proposal: looked.proposal });
    } else {
      const { format, header, headerRow, rowCount } = looked.table;
      await em.nativeUpdate(FileImport, running, {
        layout: { format, header, headerRow },
        columns: looked.columns,
        rowCount,
        rowsDone: 0,
        cursorRow: 0,
        counts: noCounts,
      });
    }
  });
}

async function look(connection: Connection, bytes: ReturnType<typeof importBytes>): Promise<Looked> {
  if (connection.state !== 'active') return { kind: 'refused', refusal: refusalOfConnection(connection.state) };
  const road = roadOf(connection);
  if (road === null) throw new Error('a connection without files has an import');
  const table = await openTable(bytes, road.expected);
  if (table.kind === 'refused') return { kind: 'refused', refusal: table.refusal };
  const columns = road.findColumns(table.header);
  if (columns === null) return { kind: 'needs_columns', proposal: await proposalOf(table) };
  const problems = findColumnProblems(columns, table.header);
  const [first] = problems;
  if (first === undefined) return { kind: 'table', table, columns };
  const detail = 'the columns of the file are not those of the column map';
  return { kind: 'refused', refusal: { code: first.code, detail, line: null, columns: problems } };
}

async function proposalOf(table: Table): Promise<ColumnProposal> {
  const sample: (readonly string[])[] = [];
  for await (const { cells } of table.rows()) {
    sample.push(cells);
    if (sample.length === sampleRows) break;
  }
  const shown = sample.slice(0, shownRows).map((cells) => cells.map((cell) => cell.slice(0, shownChars)));
  return { header: [...table.header], sample: shown, proposed: [...proposeColumns(table.header, sample)] };
}
