import type { Ids } from './ids.ts';

/** What a vendor's store works with. `markChanged` must be called after every change of `state`. */
export type StoreContext<T> = { state: T; ids: Ids; now: () => Date; markChanged: () => void };
