import { createApp } from './app.ts';
import type { Faults } from './faults/faults.ts';
import type { HerpBooks } from './herp/herp-books.ts';
import type { HubspotBooks, HubspotObject } from './hubspot/hubspot-books.ts';
import { listen } from './listen.ts';
import type { VendorSandboxOptions } from './sandbox-options.ts';
import { seedVendors } from './testing-data/seed-vendors.ts';
import { createVendors } from './vendors.ts';
import type { Module, ZohoBooks, ZohoRecord } from './zoho/zoho-books.ts';

export type VendorSandbox = {
  /** The page of all books. */
  url: string;
  /** What a client of each vendor takes in place of the vendor's own base URL. */
  urls: {
    /** For `https://public-api.herp.cloud/hire/v1` */
    herp: string;
    /** For `https://accounts.zoho.com` */
    zohoAccounts: string;
    /** For `https://recruit.zoho.com/recruit/v2` */
    zohoRecruit: string;
    /** For `https://api.hubapi.com` */
    hubspot: string;
  };
  herp: HerpBooks;
  zoho: ZohoBooks & {
    candidates(): readonly ZohoRecord[];
    tags(module: Module, id: string): readonly string[];
    expireTokens(): void;
  };
  hubspot: HubspotBooks & { contacts(): readonly HubspotObject[]; notes(): readonly HubspotObject[] };
  faults: Faults;
  close(): Promise<void>;
};

/** All vendors on one port. Made-up candidates are put only into books that hold none. */
export async function startVendorSandbox(options: VendorSandboxOptions = {}): Promise<VendorSandbox> {
  const vendors = createVendors(options);
  const { herp, zoho, zohoTokens, hubspot, faults } = vendors;
  const { candidates = 0, seed = 1, port = 0, host = '127.0.0.1', limits = {} } = options;
  if (candidates > 0 && herp.candidacies().length === 0) seedVendors(vendors, { count: candidates, seed });
  const server = await listen(createApp(vendors, limits).fetch, port, host);
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
