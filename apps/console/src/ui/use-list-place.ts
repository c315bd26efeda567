import { useLocation } from '@tanstack/react-router';
import { useCallback, useState } from 'react';

type Place = { readonly offset: number; readonly rows: number };
const none: Place = { offset: 0, rows: 0 };

/**
 * Where a list was scrolled to, per entry of the history: back and reload return to it. `rows`: how many were loaded, so
 * that as many are read again first.
 */
export function useListPlace(name: string): { place: Place; save: (place: Place) => void } {
  const entry = useLocation({ select: ({ state: { __TSR_key: key } }) => key ?? 'start' });
  const key = `goen-place-${name}-${entry}`;
  // Read once: later it only follows the person's scrolling.
  const [place] = useState(() => readPlace(key));
  const save = useCallback((next: Place) => sessionStorage.setItem(key, JSON.stringify(next)), [key]);
  return { place, save };
}

function readPlace(key: string): Place {
  const stored = sessionStorage.getItem(key);
  return stored === null ? none : (JSON.parse(stored) as Place);
}
