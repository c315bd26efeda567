import { z } from 'zod';
import { atsVendor } from '../ats-vendor.ts';

/** A system that reports by `POST /v1/rejections` itself: the connection tells its reports from those of another. */
export const api = atsVendor({ kind: 'api', name: 'API', settings: z.strictObject({}), secrets: z.strictObject({}) });
