import type { AtsVendor } from '../ats-vendor.ts';
import { api } from './api.ts';
import { anyFile, hrmos, jobcan } from './file-vendor.ts';
import { greenhouse } from './greenhouse/greenhouse.ts';
import { herp } from './herp/herp.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { zohoRecruit } from './zoho-recruit.ts';

/** Every system that rejections come from. */
export const atsVendors: ReadonlyMap<string, AtsVendor> = new Map(
  [api, hrmos, jobcan, anyFile, herp, greenhouse, zohoRecruit, standardWebhooks].map((vendor) => [vendor.kind, vendor]),
);
