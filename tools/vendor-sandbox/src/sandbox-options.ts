import type { HerpOptions } from './herp/herp-api.ts';
import type { HubspotOptions } from './hubspot/hubspot-api.ts';
import type { ZohoOptions } from './zoho/access-tokens.ts';

export type VendorSandboxOptions = {
  /** Default 0: any free port. */
  port?: number;
  host?: string;
  /** For ids, tokens and drawn faults. Default 1. */
  seed?: number;
  /** Limits and credentials per vendor. Default: the vendors' own limits. */
  limits?: { herp?: HerpOptions; zoho?: ZohoOptions; hubspot?: HubspotOptions };
  /** How many rejected sample candidates HERP and Zoho start with. */
  candidates?: number;
  /** Keeps the vendors' data across restarts. Without it, the data is gone when the sandbox closes. */
  dataDir?: string;
  now?: () => Date;
};
