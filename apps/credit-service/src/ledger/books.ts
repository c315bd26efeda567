import type { Balances, EntryKind } from './accounts.ts';

export type KnownEntry = { readonly kind: EntryKind; readonly inputsHash: string };
export type Referral = { readonly id: string; readonly date: string };

/** What deciding on commands needs to know of one company: its balances, and the entries that the commands touch. */
export type Books = {
  readonly company: string;
  balances: Balances;
  readonly entries: Map<string, KnownEntry>;
  /** Entries that were reversed, captured or released. */
  readonly ended: Set<string>;
  /** By person; those that still count. */
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
  /** The running balance: of the company's accounts once this entry is in. */
  readonly after: Balances;
};
