import { createStore } from '../ui/store.ts';

/** What is loaded when somebody asks for it: the palette and the sheet of shortcuts. */
export const isPaletteOpen = createStore(false);
export const openPalette = (): void => isPaletteOpen.set(true);
export const areShortcutsOpen = createStore(false);
export const openShortcuts = (): void => areShortcutsOpen.set(true);
