import { useEffect, useRef, useSyncExternalStore } from 'react';

export type Shortcut = {
  /** A key as `KeyboardEvent.key` names it (`j`, `Enter`, `?`), or with `mod+`: Ctrl, on a Mac ⌘. */
  readonly keys: string;
  /** What it does, for the sheet and the palette. */
  readonly text: string;
  readonly run: () => void;
  readonly isDisabled?: boolean;
};
export type ShortcutGroup = { readonly place: 'screen' | 'everywhere'; readonly shortcuts: readonly Shortcut[] };

let groups: readonly ShortcutGroup[] = [];
const listeners = new Set<() => void>();
const setGroups = (next: readonly ShortcutGroup[]) => {
  groups = next;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The shortcuts that work at the moment; the last group counts first. */
export const useShortcutGroups = (): readonly ShortcutGroup[] => useSyncExternalStore(subscribe, () => groups);

/** Lets keys act while the component is mounted. What they do may change with every render. */
export function useShortcuts(shortcuts: readonly Shortcut[], place: ShortcutGroup['place'] = 'screen'): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const shown = shortcuts.map(({ keys, text, isDisabled = false }) => ({ keys, text, isDisabled }));
  // The sheet and the palette need to know only when this changes.
  const signature = JSON.stringify(shown);
  useEffect(() => {
    const listed = JSON.parse(signature) as typeof shown;
    const group: ShortcutGroup = {
      place,
      shortcuts: listed.map((shortcut, n) => ({ ...shortcut, run: () => latest.current[n]?.run() })),
    };
    setGroups([...groups, group]);
    return () => setGroups(groups.filter((other) => other !== group));
  }, [signature, place]);
}

const storageKey = 'goen-single-keys';
/** People who speak to their computer, or whose keys repeat, switch single keys off (WCAG 2.1.4). */
export const singleKeys = {
  areOn: (): boolean => localStorage.getItem(storageKey) !== 'off',
  set(on: boolean): void {
    if (on) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, 'off');
    setGroups([...groups]);
  },
};

/** While an input method composes, its keys are its own. 229 is what browsers report without `isComposing`. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

const isInField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'));

/** Enter and blanks belong to what has the focus. */
const isPressing = ({ key, target }: KeyboardEvent): boolean =>
  (key === 'Enter' || key === ' ') &&
  target instanceof Element &&
  target.closest('a, button, [role=option], summary') !== null;

const isDialogOpen = (): boolean => document.querySelector('[role=dialog], [role=alertdialog]') !== null;

function findShortcut(event: KeyboardEvent): Shortcut | undefined {
  const isMod = event.ctrlKey || event.metaKey;
  if (event.altKey) return undefined;
  if (!isMod && (isInField(event.target) || isPressing(event) || isDialogOpen() || !singleKeys.areOn()))
    return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const keys = isMod ? `mod+${key}` : key;
  return groups
    .toReversed()
    .flatMap(({ shortcuts }) => shortcuts)
    .find((shortcut) => shortcut.keys === keys && shortcut.isDisabled !== true);
}

/** A key that is held down moves through a list; it decides nothing. */
const isHeld = ({ repeat, key }: KeyboardEvent): boolean => repeat && !['j', 'k'].includes(key.toLowerCase());

/** The one listener for all keys. */
export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || isComposing(event) || isHeld(event)) return;
    const shortcut = findShortcut(event);
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut.run();
  });
}
