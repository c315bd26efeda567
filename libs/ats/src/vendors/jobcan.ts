import { defineFileVendor } from './file-vendor.ts';

/** ジョブカン has different columns per company, so each company saves a column map. */
export const jobcan = defineFileVendor({ kind: 'jobcan', name: 'ジョブカン採用管理', addressRequired: false });
