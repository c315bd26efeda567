import type { Ids } from './ids.ts';

/** What a vendor's books work with: what they hold, and whom to tell that it changed. */
export type BookTools<T> = { state: T; ids: Ids; now: () => Date; changed: () => void };
