import type { HerpOptions } from './herp/herp-api.ts';
import type { HubspotOptions } from './hubspot/hubspot-api.ts';
import type { ZohoOptions } from './zoho/access-tokens.ts';

export type VendorSandboxOptions = {
  /** 0 takes a free one, as without it. */
  port?: number;
  host?: string;
  /** Of ids, tokens and drawn faults; 1 unless told. */
  seed?: number;
  /** Limits and credentials of each vendor; the vendors' own limits stand unless told. */
  limits?: { herp?: HerpOptions; zoho?: ZohoOptions; hubspot?: HubspotOptions };
  /** So many made-up candidates stand rejected in HERP and Zoho from the start. */
  candidates?: number;
  /** The books live here and outlast a restart; without it they end with the sandbox. */
  dataDir?: string;
  now?: () => Date;
};
