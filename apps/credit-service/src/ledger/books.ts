import type { Balances, EntryKind } from './accounts.ts';

export type KnownEntry = { readonly kind: EntryKind; readonly inputsHash: string };
export type Referral = { readonly id: string; readonly date: string };

/** The part of one company's books that commands need: its balances and the entries that they touch. */
export type Books = {
  readonly company: string;
  balances: Balances;
  readonly entries: Map<string, KnownEntry>;
  /** Ids of entries that were reversed, captured or released. */
  readonly ended: Set<string>;
  /** By person hash; reversed ones are left out. */
  readonly referrals: Map<string, Referral[]>;
};

export type NewEntry = {
  readonly company: string;
  readonly id: string;
  readonly kind: EntryKind;
  readonly inputsHash: string;
  readonly reverses: string | null;
  readonly personHash: string | null;
  readonly date: string | null;
  readonly reason: string | null;
  /** The company's balances after this entry. */
  readonly after: Balances;
};
