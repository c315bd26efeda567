import { useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';

/**
 * The row at the upper edge of a list, by its key. A distance would lead elsewhere once rows are added above, and even
 * without: a list that is drawn again has measured other rows.
 */
export type Place = {
  readonly key: string;
  /** In case the row is gone. */
  readonly index: number;
  /** How much of the row is scrolled out of view, in px. */
  readonly past: number;
  /** How many rows were loaded. */
  readonly rows: number;
};

/** Where a list was scrolled to, per entry of the history; null where it has not been yet. */
export function useListPlace(name: string) {
  const entry = useLocation({ select: ({ state: { __TSR_key: key } }) => key ?? 'start' });
  return useMemo(() => {
    const storageKey = `goen-place-${name}-${entry}`;
    const stored = sessionStorage.getItem(storageKey);
    return {
      entry,
      place: stored === null ? null : (JSON.parse(stored) as Place),
      save: (place: Place) => sessionStorage.setItem(storageKey, JSON.stringify(place)),
    };
  }, [name, entry]);
}
