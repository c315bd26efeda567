import { FileRefusedError } from '../file-refusal.ts';
import { maxPartBytes } from '../limits.ts';
import type { FileBytes } from '../read-lines.ts';
import { brokenWorkbookError, readEntries } from './archive.ts';
import { isDateFormat } from './date-formats.ts';
import { createXmlReader } from './xml-reader.ts';

export type WorkbookParts = {
  /** The first sheet. */
  readonly sheetPath: string;
  readonly stringsPath: string | null;
  /** By style index: whether numbers of this style are dates. */
  readonly isDateStyle: readonly boolean[];
  /** Days count from 1904, as in some old files. */
  readonly from1904: boolean;
};

const workbookPath = 'xl/workbook.xml';
const relationsPath = 'xl/_rels/workbook.xml.rels';
const stylesPath = 'xl/styles.xml';

/** Reads what must be known before the first cell. */
export async function readWorkbookParts(open: FileBytes): Promise<WorkbookParts> {
  const pieces = new Map([workbookPath, relationsPath, stylesPath].map((name) => [name, [] as Uint8Array[]]));
  let bytes = 0;
  for await (const { name, piece } of readEntries(open, new Set(pieces.keys()))) {
    bytes += piece.length;
    if (bytes > maxPartBytes)
      throw new FileRefusedError('too_large', `the workbook's styles are over ${maxPartBytes} bytes`);
    pieces.get(name)?.push(piece);
  }
  const read = (name: string) => pieces.get(name) ?? [];
  if (read(workbookPath).length === 0) throw brokenWorkbookError();
  const { firstSheet, from1904 } = readWorkbook(read(workbookPath));
  const relations = readRelations(read(relationsPath));
  const sheet = relations.find(({ id }) => id === firstSheet);
  if (sheet === undefined) throw brokenWorkbookError('the workbook has no sheet');
  return {
    sheetPath: sheet.path,
    stringsPath: relations.find(({ type }) => type.endsWith('/sharedStrings'))?.path ?? null,
    isDateStyle: readStyles(read(stylesPath)),
    from1904,
  };
}

function parseXml(pieces: readonly Uint8Array[], open: Parameters<typeof createXmlReader>[0]['open']): void {
  if (pieces.length === 0) return;
  const reader = createXmlReader({ open });
  for (const piece of pieces) reader.write(piece);
  reader.end();
}

function readWorkbook(pieces: readonly Uint8Array[]): { firstSheet: string | null; from1904: boolean } {
  let firstSheet: string | null = null;
  let from1904 = false;
  parseXml(pieces, (name, attributes) => {
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    if (name !== 'sheet' || firstSheet !== null) return;
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'));
    firstSheet = id?.[1] ?? null;
  });
  return { firstSheet, from1904 };
}

function readRelations(pieces: readonly Uint8Array[]) {
  const relations: { id: string; type: string; path: string }[] = [];
  parseXml(pieces, (name, { Id: id = '', Type: type = '', Target: target = '' }) => {
    if (name !== 'Relationship') return;
    relations.push({ id, type, path: target.startsWith('/') ? target.slice(1) : `xl/${target}` });
  });
  return relations;
}

function readStyles(pieces: readonly Uint8Array[]): boolean[] {
  const formats = new Map<string, string>();
  const isDate: boolean[] = [];
  let inCells = false;
  parseXml(pieces, (name, attributes) => {
    if (name === 'numFmt') formats.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
    if (name === 'cellXfs') inCells = true;
    else if (name !== 'xf' && /^(cellStyles|dxfs|cellStyleXfs)$/.test(name)) inCells = false;
    if (name !== 'xf' || !inCells) return;
    const id = attributes.numFmtId ?? '0';
    isDate.push(isDateFormat(Number(id), formats.get(id)));
  });
  return isDate;
}
