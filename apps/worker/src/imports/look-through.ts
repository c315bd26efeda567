import { findColumnProblems, openTable, proposeColumns, type Table } from '@goen/ats';
import { type Connection, FileImport, noteOwnChange, withCompany } from '@goen/case-store';
import { readImportBytes } from '@goen/cases';
import type { ColumnProposal, ImportRefusal } from '@goen/contracts/public';
import type { ImportRef } from '@goen/file-import';
import type { ActivityContext } from '../activity-context.ts';
import { findFileChannel, openImport, refuseImport, refuseInactiveConnection } from './import-row.ts';
import { emptyTally } from './tally.ts';

/** How many rows below the header a proposal is based on, and how many of them it shows. */
const sampleRows = 100;
const shownRows = 5;
const shownChars = 200;

type Inspection =
  | { readonly kind: 'table'; readonly table: Table; readonly columns: Readonly<Record<string, string>> }
  | { readonly kind: 'needs_columns'; readonly proposal: ColumnProposal }
  | { readonly kind: 'refused'; readonly refusal: ImportRefusal };

/** Finds the table and its columns and counts its rows, before any of them is imported. */
export async function lookThrough({ orm }: Pick<ActivityContext, 'orm'>, ref: ImportRef): Promise<void> {
  const { importId, companyId } = ref;
  const opened = await withCompany(orm, companyId, async (em) => {
    const openedImport = await openImport(em, importId, 'queued');
    noteOwnChange('imports');
    const inProgress = { $in: ['queued', 'running'] as const };
    const started = await em.nativeUpdate(
      FileImport,
      { id: importId, state: inProgress },
      { state: 'running', startedAt: new Date() },
    );
    return started === 1 ? openedImport : null;
  });
  if (opened === null) return;
  const inspection = await inspect(opened.connection, readImportBytes(orm, ref));
  await withCompany(orm, companyId, async (em) => {
    noteOwnChange('imports');
    const running = { id: importId, state: 'running' as const };
    if (inspection.kind === 'refused') await refuseImport(em, opened.file, inspection.refusal, new Date());
    else if (inspection.kind === 'needs_columns') {
      await em.nativeUpdate(FileImport, running, { state: 'needs_columns', proposal: inspection.proposal });
    } else {
      const { format, header, headerRow, rowCount } = inspection.table;
      await em.nativeUpdate(FileImport, running, {
        layout: { format, header, headerRow },
        columns: inspection.columns,
        rowCount,
        rowsDone: 0,
        cursorRow: 0,
        ...emptyTally,
      });
    }
  });
}

async function inspect(connection: Connection, bytes: ReturnType<typeof readImportBytes>): Promise<Inspection> {
  if (connection.state !== 'active') return { kind: 'refused', refusal: refuseInactiveConnection(connection.state) };
  const channel = findFileChannel(connection);
  if (channel === null) throw new Error('The import belongs to a connection without a file channel.');
  const table = await openTable(bytes, channel.expectedColumns);
  if (table.kind === 'refused') return { kind: 'refused', refusal: table.refusal };
  const columns = channel.findColumns(table.header);
  if (columns === null) return { kind: 'needs_columns', proposal: await buildProposal(table) };
  const problems = findColumnProblems(columns, table.header, channel.addressRequired);
  const [first] = problems;
  if (first === undefined) return { kind: 'table', table, columns };
  const detail = 'the columns of the file do not match the column map';
  return { kind: 'refused', refusal: { code: first.code, detail, line: null, columns: problems } };
}

async function buildProposal(table: Table): Promise<ColumnProposal> {
  const sample: (readonly string[])[] = [];
  for await (const { cells } of table.rows()) {
    sample.push(cells);
    if (sample.length === sampleRows) break;
  }
  const shown = sample.slice(0, shownRows).map((cells) => cells.map((cell) => cell.slice(0, shownChars)));
  return { header: [...table.header], sample: shown, proposed: [...proposeColumns(table.header, sample)] };
}
