import type { AtsVendor } from '../vendor.ts';
import { api } from './api.ts';
import { anyFile, hrmos, jobcan } from './files.ts';

/** Every system that rejections come from. */
export const atsVendors: ReadonlyMap<string, AtsVendor> = new Map(
  [api, hrmos, jobcan, anyFile].map((vendor) => [vendor.kind, vendor]),
);
