import { createFaults, type Faults } from './faults/faults.ts';
import { createHerpBooks, emptyHerp, type HerpBooks } from './herp/herp-books.ts';
import { createHubspotBooks, emptyHubspot, type HubspotBooks } from './hubspot/hubspot-books.ts';
import type { VendorSandboxOptions } from './sandbox-options.ts';
import { openBookFile } from './shared/book-file.ts';
import type { BookTools } from './shared/book-tools.ts';
import { createIds } from './shared/ids.ts';
import { seededRandom } from './shared/seeded-random.ts';
import { type AccessTokens, createAccessTokens } from './zoho/access-tokens.ts';
import { createZohoBooks, emptyZoho, type ZohoBooks } from './zoho/zoho-books.ts';

/** All vendors' books, and what their servers share. */
export type Vendors = {
  herp: HerpBooks;
  zoho: ZohoBooks;
  zohoTokens: AccessTokens;
  hubspot: HubspotBooks;
  faults: Faults;
  now: () => Date;
  /** Puts on the disk what is not there yet, where books are kept. */
  flush(): void;
};

const emptyState = () => ({
  /** How often the books were opened: ids that are drawn after a restart are others. */
  openings: 0,
  counter: { count: 0 },
  herp: emptyHerp(),
  zoho: emptyZoho(),
  hubspot: emptyHubspot(),
});

export function createVendors(options: VendorSandboxOptions): Vendors {
  const { seed = 1, limits = {}, now = () => new Date(), dataDir } = options;
  const { state, changed, flush } = openBookFile(dataDir, emptyState());
  state.openings += 1;
  // Each has numbers of its own: a fault that is drawn changes no id.
  const random = (offset: number) => seededRandom(seed * 7919 + state.openings * 104_729 + offset);
  const tools = <T>(own: T, offset: number): BookTools<T> => ({
    state: own,
    ids: createIds(random(offset), state.counter),
    now,
    changed,
  });
  return {
    herp: createHerpBooks(tools(state.herp, 1)),
    zoho: createZohoBooks(tools(state.zoho, 2)),
    zohoTokens: createAccessTokens(limits.zoho ?? {}, random(3), now),
    hubspot: createHubspotBooks(tools(state.hubspot, 4)),
    faults: createFaults(random(5)),
    now,
    flush,
  };
}
