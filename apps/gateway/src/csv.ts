import { stringify } from 'csv-stringify/sync';
import type { Context } from 'hono';

export const csvLines = (rows: readonly (readonly unknown[])[]): string => stringify([...rows]);

/** The first line; its BOM makes spreadsheets read UTF-8. */
export const csvHead = (names: readonly string[]): string => stringify([[...names]], { bom: true });

export function asCsvFile(c: Context, name: string): void {
  c.header('content-type', 'text/csv; charset=utf-8');
  c.header('content-disposition', `attachment; filename="${name}.csv"`);
}
