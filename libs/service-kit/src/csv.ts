import { type Options, stringify } from 'csv-stringify/sync';

/** What a spreadsheet does not show or skips when it decides whether a cell is a formula. */
const unseenStart = /^[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*/u;
/** U+2212 is a minus sign that NFKC keeps. */
const formulaSigns = new Set(['=', '+', '-', '@', '\u2212']);

/**
 * Keeps spreadsheets from running a cell as a formula (OWASP, CSV injection): names come from strangers. Japanese Excel
 * reads full-width signs like plain ones, and a cell that starts with a tab or a line break can hide a sign behind it.
 */
export function defuseFormula(cell: string): string {
  const [unseen = ''] = unseenStart.exec(cell) ?? [];
  const [sign = ''] = cell.slice(unseen.length).normalize('NFKC');
  return formulaSigns.has(sign) || /[\t\r\n]/.test(unseen) ? `'${cell}` : cell;
}

const asText: Options = { cast: { string: defuseFormula } };
type CsvRows = readonly (readonly unknown[])[];

/** Rows in which no text is a formula. Numbers stay numbers. */
export const renderCsvRows = (rows: CsvRows, options: Options = {}): string =>
  stringify([...rows], { ...options, ...asText });

/** The first line; its BOM makes spreadsheets read UTF-8. */
export const renderCsvHeader = (names: readonly string[]): string => renderCsvRows([[...names]], { bom: true });
