import { defineFileVendor } from './file-vendor.ts';

/** Any system that exports CSV, TSV or XLSX. */
export const anyFile = defineFileVendor({ kind: 'file', name: 'CSV, TSV, XLSX', addressRequired: false });
