import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { sameByKey } from './mutations.ts';
import { headers, type TableFile, type TableRow, toCells } from './table.ts';

const main = {
  transitional: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  strict: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
};
const relations = {
  transitional: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  strict: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
};
const packages = 'http://schemas.openxmlformats.org/package/2006';
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const quirks = fc.record({
  /** Names of the parts, which only the relationships tell. */
  folder: fc.constantFrom('xl', 'XL', 'book'),
  sheetPart: fc.constantFrom('worksheets/sheet1.xml', 'Worksheets/Sheet1.XML', 'data.xml'),
  absoluteTargets: fc.boolean(),
  hiddenSheetFirst: fc.constantFrom('none', 'hidden', 'veryHidden'),
  sharedStrings: fc.boolean(),
  phonetics: fc.boolean(),
  dates: fc.constantFrom('text', 'serial', 'japanese'),
  /** A number format with letters of a date that is none. */
  idFormat: fc.constantFrom('text', 'General', 'G/標準', '0', '#,##0'),
  flavour: fc.constantFrom('transitional', 'strict'),
  cellRefs: fc.boolean(),
  headers: fc.tuple(...headers.map(sameByKey)),
});

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const toSerial = (date: string) => Date.parse(`${date.replaceAll('/', '-')}T00:00:00Z`) / 86_400_000 + 25_569;

/** A workbook as Excel and others write them. */
export const toWorkbookFile = (rows: readonly TableRow[]): fc.Arbitrary<TableFile> =>
  quirks.map((chosen) => {
    const { folder, sheetPart, absoluteTargets, hiddenSheetFirst, flavour } = chosen;
    const strings: string[] = [];
    const renderText = (text: string, column: string) => {
      const ruby = chosen.phonetics ? '<rPh sb="0" eb="1"><t>フリガナ</t></rPh>' : '';
      const content = `<t xml:space="preserve">${escapeXml(text)}</t>${ruby}`;
      if (!chosen.sharedStrings) return `<c${column} t="inlineStr"><is>${content}</is></c>`;
      return `<c${column} t="s"><v>${strings.push(content) - 1}</v></c>`;
    };
    const renderCell = (text: string, header: string, column: string) => {
      if (header === '応募ID' && chosen.idFormat !== 'text') return `<c${column} s="2"><v>${Number(text)}</v></c>`;
      if (header === '不採用日' && chosen.dates === 'serial') return `<c${column} s="1"><v>${toSerial(text)}</v></c>`;
      if (header === '不採用日' && chosen.dates === 'japanese') {
        const [year, month, day] = text.split('/').map(Number);
        return renderText(`${year}年${month}月${day}日`, column);
      }
      return renderText(text, column);
    };
    const renderRow = (cells: readonly string[], index: number, hidden: boolean, isHeader: boolean) => {
      const xml = cells.map((cell, column) => {
        const ref = chosen.cellRefs ? ` r="${String.fromCodePoint(65 + column)}${index + 1}"` : '';
        return isHeader ? renderText(cell, ref) : renderCell(cell, headers[column] ?? '', ref);
      });
      return `<row r="${index + 1}"${hidden ? ' hidden="1"' : ''}>${xml.join('')}</row>`;
    };
    const body = [
      renderRow(chosen.headers, 0, false, true),
      ...rows.map((row, index) => renderRow(toCells(row), index + 1, row.hidden, false)),
    ].join('');
    const sheet = (data: string) => `<worksheet xmlns="${main[flavour]}"><sheetData>${data}</sheetData></worksheet>`;
    const target = (path: string) => (absoluteTargets ? `/${folder}/${path}` : path);
    const relation = (id: number, type: string, path: string) =>
      `<Relationship Id="r${id}" Type="${relations[flavour]}/${type}" Target="${target(path)}"/>`;
    const decoy = hiddenSheetFirst !== 'none';
    const files: Record<string, string> = {
      '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
      '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations[flavour]}/officeDocument" Target="${folder}/workbook.xml"/></Relationships>`,
      [`${folder}/workbook.xml`]: `<workbook xmlns="${main[flavour]}" xmlns:r="${relations[flavour]}"><sheets>${
        decoy ? `<sheet name="memo" sheetId="2" state="${hiddenSheetFirst}" r:id="r2"/>` : ''
      }<sheet name="応募" sheetId="1" r:id="r1"/></sheets></workbook>`,
      [`${folder}/_rels/workbook.xml.rels`]: `<Relationships xmlns="${packages}/relationships">${relation(1, 'worksheet', sheetPart)}${
        decoy ? relation(2, 'worksheet', 'memo.xml') : ''
      }${relation(3, 'styles', 'styles.xml')}${chosen.sharedStrings ? relation(4, 'sharedStrings', 'texts.xml') : ''}</Relationships>`,
      [`${folder}/styles.xml`]: `<styleSheet xmlns="${main[flavour]}"><numFmts count="1"><numFmt numFmtId="200" formatCode="${escapeXml(
        chosen.idFormat === 'text' ? '@' : chosen.idFormat,
      )}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="200" applyNumberFormat="1"/></cellXfs></styleSheet>`,
      [`${folder}/${sheetPart}`]: sheet(body),
    };
    if (decoy) files[`${folder}/memo.xml`] = sheet('<row r="1"><c t="inlineStr"><is><t>秘密</t></is></c></row>');
    if (chosen.sharedStrings) {
      files[`${folder}/texts.xml`] =
        `<sst xmlns="${main[flavour]}">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`;
    }
    return {
      what: `workbook ${JSON.stringify(chosen)}`,
      bytes: Uint8Array.from(
        zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)]))),
      ),
      type: xlsxType,
      headerRow: 1,
    };
  });
