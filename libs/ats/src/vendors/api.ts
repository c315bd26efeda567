import { z } from 'zod';
import { defineAtsVendor } from '../ats-vendor.ts';

/** A system that calls `POST /v1/rejections` itself; the connection tells its reports from those of other systems. */
export const api = defineAtsVendor({
  kind: 'api',
  name: 'API',
  settings: z.strictObject({}),
  secrets: z.strictObject({}),
});
