import { refused } from '../file-refusal.ts';
import { maxPartBytes } from '../limits.ts';
import type { FileBytes } from '../read-lines.ts';
import { brokenWorkbook, entryPieces } from './archive.ts';
import { isDateFormat } from './date-formats.ts';
import { xmlReader } from './xml-reader.ts';

export type WorkbookParts = {
  /** Of the first sheet. */
  readonly sheetPath: string;
  readonly stringsPath: string | null;
  /** By the number of a cell's style: whether its number is a date. */
  readonly isDateStyle: readonly boolean[];
  /** Days are counted from 1904, as some old files do. */
  readonly from1904: boolean;
};

const workbookPath = 'xl/workbook.xml';
const relationsPath = 'xl/_rels/workbook.xml.rels';
const stylesPath = 'xl/styles.xml';

/** What has to be known before the first cell is read. */
export async function workbookParts(open: FileBytes): Promise<WorkbookParts> {
  const texts = new Map([workbookPath, relationsPath, stylesPath].map((name) => [name, [] as Uint8Array[]]));
  let bytes = 0;
  for await (const { name, piece } of entryPieces(open, new Set(texts.keys()))) {
    bytes += piece.length;
    if (bytes > maxPartBytes) throw refused('too_large', `the workbook's styles are over ${maxPartBytes} bytes`);
    texts.get(name)?.push(piece);
  }
  const parts = (name: string) => texts.get(name) ?? [];
  if (parts(workbookPath).length === 0) throw brokenWorkbook();
  const { firstSheet, from1904 } = readWorkbook(parts(workbookPath));
  const relations = readRelations(parts(relationsPath));
  const sheet = relations.find(({ id }) => id === firstSheet);
  if (sheet === undefined) throw brokenWorkbook('the workbook has no sheet');
  return {
    sheetPath: sheet.path,
    stringsPath: relations.find(({ type }) => type.endsWith('/sharedStrings'))?.path ?? null,
    isDateStyle: readStyles(parts(stylesPath)),
    from1904,
  };
}

function readAll(pieces: readonly Uint8Array[], open: Parameters<typeof xmlReader>[0]['open']): void {
  if (pieces.length === 0) return;
  const reader = xmlReader({ open });
  for (const piece of pieces) reader.write(piece);
  reader.end();
}

function readWorkbook(pieces: readonly Uint8Array[]): { firstSheet: string | null; from1904: boolean } {
  let firstSheet: string | null = null;
  let from1904 = false;
  readAll(pieces, (name, attributes) => {
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    if (name !== 'sheet' || firstSheet !== null) return;
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'));
    firstSheet = id?.[1] ?? null;
  });
  return { firstSheet, from1904 };
}

function readRelations(pieces: readonly Uint8Array[]) {
  const relations: { id: string; type: string; path: string }[] = [];
  readAll(pieces, (name, { Id: id = '', Type: type = '', Target: target = '' }) => {
    if (name !== 'Relationship') return;
    relations.push({ id, type, path: target.startsWith('/') ? target.slice(1) : `xl/${target}` });
  });
  return relations;
}

function readStyles(pieces: readonly Uint8Array[]): boolean[] {
  const formats = new Map<string, string>();
  const isDate: boolean[] = [];
  let inCells = false;
  readAll(pieces, (name, attributes) => {
    if (name === 'numFmt') formats.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
    if (name === 'cellXfs') inCells = true;
    else if (name !== 'xf' && /^(cellStyles|dxfs|cellStyleXfs)$/.test(name)) inCells = false;
    if (name !== 'xf' || !inCells) return;
    const id = attributes.numFmtId ?? '0';
    isDate.push(isDateFormat(Number(id), formats.get(id)));
  });
  return isDate;
}
