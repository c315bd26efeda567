import type { JournalPosition } from './journal.ts';
import type { JournalEntry } from './journal-entry.ts';

/** A view in memory, built by applying the entries of the journal in order. */
export type Projection<View> = View & { apply(entry: JournalEntry, position: JournalPosition): void };

/** Appends an entry and applies it to every projection. */
export type JournalAccess = {
  append(entry: JournalEntry): Promise<JournalPosition>;
  read(position: JournalPosition): Promise<JournalEntry>;
};
