import { createTheme, localStorageColorSchemeManager, type MantineColorsTuple } from '@mantine/core';

/** The blue of indigo dye. Shade 9 carries white text in both schemes. */
const indigo: MantineColorsTuple = [
  '#eef5fb',
  '#dbe8f3',
  '#b4d0e6',
  '#8ab7da',
  '#68a1d0',
  '#5293c9',
  '#458cc7',
  '#3679b0',
  '#2b6c9e',
  '#1b4f72',
];

/** Mantine's, with a last shade in which a warning can be read on white. */
const orange: MantineColorsTuple = [
  '#fff4e6',
  '#ffe8cc',
  '#ffd8a8',
  '#ffc078',
  '#ffa94d',
  '#ff922b',
  '#fd7e14',
  '#f76707',
  '#e8590c',
  '#b33c00',
];

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 9,
  colors: { indigo, orange },
  autoContrast: true,
  cursorType: 'pointer',
  defaultRadius: 'md',
  components: {
    // Its placeholder for the focus is no item, which a menu may not have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Tabs: { vars: () => ({ root: { '--tabs-color': 'var(--goen-mark)' } }) },
  },
  focusRing: 'auto',
  respectReducedMotion: true,
  fontFamily:
    '"Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", "BIZ UDPGothic", Meiryo, system-ui, sans-serif',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.125rem' }, h3: { fontSize: '1rem' } },
  },
});

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'goen-color-scheme' });
