import { listenHttp } from '@goen/sandbox-kit';
import { createApp } from './app.ts';
import type { Faults } from './faults/faults.ts';
import type { HerpStore } from './herp/herp-store.ts';
import type { HubspotObject, HubspotStore } from './hubspot/hubspot-store.ts';
import { seedVendors } from './sample-data/seed-vendors.ts';
import type { VendorSandboxOptions } from './sandbox-options.ts';
import { createVendors } from './vendors.ts';
import type { Module, ZohoRecord, ZohoStore } from './zoho/zoho-store.ts';

export type VendorSandbox = {
  /** The overview page. */
  url: string;
  /** Replaces each vendor's own base URL. */
  urls: {
    /** Instead of `https://public-api.herp.cloud/hire/v1` */
    herp: string;
    /** Instead of `https://accounts.zoho.com` */
    zohoAccounts: string;
    /** Instead of `https://recruit.zoho.com/recruit/v2` */
    zohoRecruit: string;
    /** Instead of `https://api.hubapi.com` */
    hubspot: string;
  };
  herp: HerpStore;
  zoho: ZohoStore & {
    candidates(): readonly ZohoRecord[];
    tags(module: Module, id: string): readonly string[];
    expireTokens(): void;
  };
  hubspot: HubspotStore & { contacts(): readonly HubspotObject[]; notes(): readonly HubspotObject[] };
  faults: Faults;
  close(): Promise<void>;
};

/** Starts all vendors on one port. Sample candidates are added only if HERP has no candidacy yet. */
export async function startVendorSandbox(options: VendorSandboxOptions = {}): Promise<VendorSandbox> {
  const vendors = createVendors(options);
  const { herp, zoho, zohoTokens, hubspot, faults } = vendors;
  const { candidates = 0, seed = 1, port = 0, host = '127.0.0.1', limits = {} } = options;
  if (candidates > 0 && herp.candidacies().length === 0) seedVendors(vendors, { count: candidates, seed });
  const server = await listenHttp(createApp(vendors, limits).fetch, port, host);
  const { url } = server;
  return {
    url,
    urls: { herp: `${url}/hire/v1`, zohoAccounts: url, zohoRecruit: `${url}/recruit/v2`, hubspot: url },
    herp,
    zoho: {
      ...zoho,
      candidates: () => zoho.records('Candidates'),
      tags: (module, id) => zoho.find(module, id)?.Associated_Tags ?? [],
      expireTokens: () => zohoTokens.revokeAll(),
    },
    hubspot: {
      ...hubspot,
      contacts: () => hubspot.objects('contacts'),
      notes: () => hubspot.objects('notes'),
    },
    faults,
    async close() {
      await server.close();
      vendors.flush();
    },
  };
}
