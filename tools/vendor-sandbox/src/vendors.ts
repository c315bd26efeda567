import { createSeededRandom } from '@goen/sandbox-kit';
import { createFaults, type Faults } from './faults/faults.ts';
import { createHerpState, createHerpStore, type HerpStore } from './herp/herp-store.ts';
import { createHubspotState, createHubspotStore, type HubspotStore } from './hubspot/hubspot-store.ts';
import type { VendorSandboxOptions } from './sandbox-options.ts';
import { createIds } from './shared/ids.ts';
import { openStateFile } from './shared/state-file.ts';
import type { StoreContext } from './shared/store-context.ts';
import { type AccessTokens, createAccessTokens } from './zoho/access-tokens.ts';
import { createZohoState, createZohoStore, type ZohoStore } from './zoho/zoho-store.ts';

/** All vendors' stores, and what their servers share. */
export type Vendors = {
  herp: HerpStore;
  zoho: ZohoStore;
  zohoTokens: AccessTokens;
  hubspot: HubspotStore;
  faults: Faults;
  now: () => Date;
  /** Writes pending changes to the data folder, if there is one. */
  flush(): void;
};

const createEmptyState = () => ({
  /** How often the state was opened; part of the seed, so that ids drawn after a restart differ. */
  openings: 0,
  counter: { count: 0 },
  herp: createHerpState(),
  zoho: createZohoState(),
  hubspot: createHubspotState(),
});

export function createVendors(options: VendorSandboxOptions): Vendors {
  const { seed = 1, limits = {}, now = () => new Date(), dataDir } = options;
  const { state, markChanged, flush } = openStateFile(dataDir, createEmptyState());
  state.openings += 1;
  // A sequence per vendor, so that drawing a fault changes no id.
  const createRandom = (offset: number) => createSeededRandom(seed * 7919 + state.openings * 104_729 + offset);
  const createContext = <T>(vendorState: T, offset: number): StoreContext<T> => ({
    state: vendorState,
    ids: createIds(createRandom(offset), state.counter),
    now,
    markChanged,
  });
  return {
    herp: createHerpStore(createContext(state.herp, 1)),
    zoho: createZohoStore(createContext(state.zoho, 2)),
    zohoTokens: createAccessTokens(limits.zoho ?? {}, createRandom(3), now),
    hubspot: createHubspotStore(createContext(state.hubspot, 4)),
    faults: createFaults(createRandom(5)),
    now,
    flush,
  };
}
