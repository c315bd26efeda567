import { FileRefusedError } from '../file-refusal.ts';
import { maxPartBytes } from '../limits.ts';
import type { FileBytes } from '../read-lines.ts';
import { brokenWorkbookError, readEntries } from './archive.ts';
import { type NumberFormat, readNumberFormat } from './number-formats.ts';
import { toRelationshipsName } from './part-names.ts';
import { findPart, type Relationship, readRelationships } from './relationships.ts';
import { parseXml } from './xml-reader.ts';

export type WorkbookParts = {
  /** The first visible sheet. */
  readonly sheetName: string;
  readonly stringsName: string | null;
  /** By style index. */
  readonly numberFormats: readonly NumberFormat[];
  /** Days count from 1904, as in some old files. */
  readonly from1904: boolean;
};

/** Where the workbook is when the package does not say. */
const usualWorkbookName = 'xl/workbook.xml';

/** Finds the parts by their relationships, as Excel does, and reads what must be known before the first cell. */
export async function readWorkbookParts(open: FileBytes): Promise<WorkbookParts> {
  const workbookName = await findWorkbook(open);
  const relationshipsName = toRelationshipsName(workbookName);
  const read = await readParts(open, [workbookName, relationshipsName]);
  const workbook = read(workbookName);
  if (workbook.length === 0) throw brokenWorkbookError();
  const relationships = readRelationships(read(relationshipsName), workbookName);
  const { sheets, from1904 } = readWorkbook(workbook);
  const stylesName = findPart(relationships, 'styles');
  return {
    sheetName: findVisibleSheet(sheets, relationships),
    stringsName: findPart(relationships, 'sharedStrings'),
    numberFormats: stylesName === null ? [] : readStyles((await readParts(open, [stylesName]))(stylesName)),
    from1904,
  };
}

async function findWorkbook(open: FileBytes): Promise<string> {
  const name = toRelationshipsName();
  const read = await readParts(open, [name]);
  const workbookName = findPart(readRelationships(read(name)), 'officeDocument') ?? usualWorkbookName;
  if (workbookName.endsWith('.bin'))
    throw new FileRefusedError('old_workbook', 'a binary workbook (.xlsb): save it as a plain .xlsx');
  return workbookName;
}

/** Reads small parts whole. */
async function readParts(open: FileBytes, names: readonly string[]): Promise<(name: string) => readonly Uint8Array[]> {
  const pieces = new Map(names.map((name) => [name, [] as Uint8Array[]]));
  let bytes = 0;
  for await (const { name, piece } of readEntries(open, new Set(names))) {
    bytes += piece.length;
    if (bytes > maxPartBytes)
      throw new FileRefusedError('too_large', `the workbook's styles are over ${maxPartBytes} bytes`);
    pieces.get(name)?.push(piece);
  }
  return (name) => pieces.get(name) ?? [];
}

type Sheet = { readonly relationshipId: string; readonly visible: boolean };

function readWorkbook(pieces: readonly Uint8Array[]): { sheets: readonly Sheet[]; from1904: boolean } {
  const sheets: Sheet[] = [];
  let from1904 = false;
  parseXml(pieces, (name, attributes) => {
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    if (name !== 'sheet') return;
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'));
    sheets.push({ relationshipId: id?.[1] ?? '', visible: (attributes.state ?? 'visible') === 'visible' });
  });
  return { sheets, from1904 };
}

/** Sheets of cells only: a chart can be a sheet, too. */
function findVisibleSheet(sheets: readonly Sheet[], relationships: readonly Relationship[]): string {
  const find = ({ relationshipId }: Sheet) =>
    relationships.find(({ id, type }) => id === relationshipId && type === 'worksheet');
  const found = sheets.filter(({ visible }) => visible).map(find);
  const first = found.find((relationship) => relationship !== undefined);
  if (first !== undefined) return first.partName;
  throw brokenWorkbookError(sheets.some(find) ? 'the workbook has no visible sheet' : 'the workbook has no sheet');
}

function readStyles(pieces: readonly Uint8Array[]): NumberFormat[] {
  const codes = new Map<string, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  parseXml(pieces, (name, attributes) => {
    if (name === 'numFmt') codes.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
    if (name === 'cellXfs') inCells = true;
    else if (name !== 'xf' && /^(cellStyles|dxfs|cellStyleXfs)$/.test(name)) inCells = false;
    if (name !== 'xf' || !inCells) return;
    const id = attributes.numFmtId ?? '0';
    formats.push(readNumberFormat(Number(id), codes.get(id)));
  });
  return formats;
}
