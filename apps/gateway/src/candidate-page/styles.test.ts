import { expect, test } from 'vitest';
import { styles } from './styles.ts';

/** The colours of a theme by name: the first block is the light one, the second the dark one. */
const themes = [...styles.matchAll(/:root\{([^}]+)\}/g)].map(([, block = '']) =>
  Object.fromEntries([...block.matchAll(/--([a-z]+):#([0-9a-f]{3,6})/g)].map(([, name = '', hex = '']) => [name, hex])),
);

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const full = hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex;
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const channel = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test('there is a light and a dark theme of the same names', () => {
  expect(themes).toHaveLength(2);
  expect(Object.keys(themes[1] ?? {}).sort((a, b) => a.localeCompare(b))).toEqual(
    Object.keys(themes[0] ?? {}).sort((a, b) => a.localeCompare(b)),
  );
});

test.each([
  ['ink', 'bg'],
  ['ink', 'card'],
  ['ink', 'quiet'],
  ['ink', 'note'],
  ['soft', 'bg'],
  ['soft', 'quiet'],
  ['accent', 'bg'],
  ['accent', 'card'],
  ['on', 'accent'],
  ['danger', 'card'],
])('%s on %s is read at AA contrast in both themes', (text, ground) => {
  for (const theme of themes) {
    expect(contrast(theme[text] ?? 'f00', theme[ground] ?? 'f00')).toBeGreaterThanOrEqual(4.5);
  }
});
