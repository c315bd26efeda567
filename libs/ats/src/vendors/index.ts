import type { AtsVendor } from '../ats-vendor.ts';
import { anyFile } from './any-file.ts';
import { api } from './api.ts';
import { greenhouse } from './greenhouse/greenhouse.ts';
import { herp } from './herp/herp.ts';
import { hrmos } from './hrmos.ts';
import { jobcan } from './jobcan.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { zohoRecruit } from './zoho-recruit.ts';

/** Every system that rejections come from, by the kind of its connection. */
export const atsVendors: ReadonlyMap<string, AtsVendor> = new Map(
  [api, hrmos, jobcan, anyFile, herp, greenhouse, zohoRecruit, standardWebhooks].map((vendor) => [vendor.kind, vendor]),
);
