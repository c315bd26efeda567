import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffectEvent, useLayoutEffect, useRef } from 'react';
import { type Place, useListPlace } from './use-list-place.ts';

type ListInput<Row> = {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly getKey: (row: Row) => string;
  readonly hasMore: boolean;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
};

/** Rows that were added above since may have moved the row that is looked for, by as many. */
const maxAdded = 200;
/** Rows are measured as they are drawn, which moves those below: that long they must stay where they are. */
const calmFrames = 3;

/** Back, forward and reload lead to the row at which the list was left, however many are above it by now. */
export function useReturnToPlace<Row>({ name, rows, getKey, hasMore, virtualizer }: ListInput<Row>) {
  const saved = useListPlace(name);
  const wanted = useRef<Place | null>(null);

  const savePlace = (offset: number): void => {
    const row = virtualizer.getVirtualItemForOffset(offset);
    if (wanted.current !== null || row === undefined) return;
    saved.save({ key: String(row.key), index: row.index, past: offset - row.start, rows: rows.length });
  };
  /** Where the wanted row is; undefined while it may be among those that are not loaded yet. */
  const findWanted = ({ key, index, past, rows: loaded }: Place) => {
    const found = rows.findIndex((row) => getKey(row) === key);
    if (found !== -1) return { index: found, past };
    if (hasMore && rows.length < loaded + maxAdded) return undefined;
    return { index: Math.min(index, rows.length - 1), past: 0 };
  };
  const isReading = (): boolean => wanted.current !== null && findWanted(wanted.current) === undefined;

  /** Moves the list towards its place; for how many frames it has been there. */
  const approach = useEffectEvent((calm: number): number => {
    const found = wanted.current === null ? undefined : findWanted(wanted.current);
    const { scrollHeight = 0, clientHeight = 0 } = virtualizer.scrollElement ?? {};
    // On a phone the list is hidden while a row is open.
    if (found === undefined || clientHeight === 0) return 0;
    const start = virtualizer.getOffsetForIndex(found.index, 'start')?.[0] ?? 0;
    const offset = Math.min(start + found.past, scrollHeight - clientHeight);
    if (Math.abs((virtualizer.scrollOffset ?? 0) - offset) < 1) return calm + 1;
    virtualizer.scrollToOffset(offset);
    return 0;
  });
  const arrive = useEffectEvent(({ place }: typeof saved) => {
    if (place === null) savePlace(virtualizer.scrollOffset ?? 0);
    else wanted.current = place;
  });
  useLayoutEffect(() => {
    // A row that was opened is an entry of its own: the list stays where it is, and is found there again.
    arrive(saved);
    let frame = 0;
    const step = (calm: number): void => {
      const next = approach(calm);
      if (next >= calmFrames) wanted.current = null;
      if (wanted.current !== null) frame = requestAnimationFrame(() => step(next));
    };
    step(0);
    return () => cancelAnimationFrame(frame);
  }, [saved]);

  return {
    /** The entry of the history. */
    entry: saved.entry,
    savePlace,
    isReturning: () => wanted.current !== null,
    isReading,
    /** The person scrolls: the place is theirs. */
    letGo: () => {
      wanted.current = null;
    },
  };
}
