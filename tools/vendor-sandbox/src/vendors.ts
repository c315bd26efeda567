import { createFaults, type Faults } from './faults/faults.ts';
import { createHerpBooks, type HerpBooks } from './herp/herp-books.ts';
import { createHubspotBooks, type HubspotBooks } from './hubspot/hubspot-books.ts';
import type { VendorSandboxOptions } from './sandbox-options.ts';
import { createIds } from './shared/ids.ts';
import { seededRandom } from './shared/seeded-random.ts';
import { type AccessTokens, createAccessTokens } from './zoho/access-tokens.ts';
import { createZohoBooks, type ZohoBooks } from './zoho/zoho-books.ts';

/** All vendors' books, and what their servers share. */
export type Vendors = {
  herp: HerpBooks;
  zoho: ZohoBooks;
  zohoTokens: AccessTokens;
  hubspot: HubspotBooks;
  faults: Faults;
  now: () => Date;
};

export function createVendors({ seed = 1, limits = {}, now = () => new Date() }: VendorSandboxOptions): Vendors {
  // Each has numbers of its own: a fault that is drawn changes no id.
  const random = (offset: number) => seededRandom(seed * 7919 + offset);
  return {
    herp: createHerpBooks(createIds(random(1)), now),
    zoho: createZohoBooks(createIds(random(2)), now),
    zohoTokens: createAccessTokens(limits.zoho ?? {}, random(3), now),
    hubspot: createHubspotBooks(createIds(random(4)), now),
    faults: createFaults(random(5)),
    now,
  };
}
