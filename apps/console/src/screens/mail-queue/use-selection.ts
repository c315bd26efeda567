import type { QueuedMail } from '@goen/client';
import { useState } from 'react';
import { type MailFilters, toKey } from './queries.ts';

/** Mails chosen for one decision: single ones, or whatever matches the filters. */
export type Selection = {
  readonly mails: readonly QueuedMail[];
  /** Everything that matches, also what is not shown yet. */
  readonly isMatching: boolean;
  readonly filters: MailFilters;
  readonly has: (key: string) => boolean;
  readonly toggle: (key: string) => void;
  readonly set: (keys: readonly string[]) => void;
  readonly selectMatching: () => void;
  readonly clear: () => void;
};

const nothing: ReadonlySet<string> = new Set();

export function useSelection(rows: readonly QueuedMail[], filters: MailFilters): Selection {
  const [keys, setKeys] = useState(nothing);
  const [isMatching, setMatching] = useState(false);
  const choose = (next: ReadonlySet<string>) => {
    setMatching(false);
    setKeys(next);
  };
  return {
    // A mail that somebody else decided about meanwhile has left the list, and the selection with it.
    mails: isMatching ? rows : rows.filter((row) => keys.has(toKey(row))),
    isMatching,
    filters,
    has: (key) => isMatching || keys.has(key),
    toggle: (key) =>
      choose(
        isMatching
          ? without(new Set(rows.map(toKey)), key)
          : keys.has(key)
            ? without(keys, key)
            : new Set([...keys, key]),
      ),
    set: (next) => choose(new Set(next)),
    selectMatching: () => setMatching(true),
    clear: () => choose(nothing),
  };
}

const without = (keys: ReadonlySet<string>, key: string): ReadonlySet<string> => keys.difference(new Set([key]));
