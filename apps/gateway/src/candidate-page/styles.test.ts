import { expect, test } from 'vitest';
import { styles } from './styles.ts';

/** The colours of each theme by name: first the light theme, then the dark one. */
const themes = [...styles.matchAll(/:root\{([^}]+)\}/g)].map(([, block = '']) =>
  Object.fromEntries([...block.matchAll(/--([a-z]+):#([0-9a-f]{3,6})/g)].map(([, name = '', hex = '']) => [name, hex])),
);

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const full = hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex;
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((start) => {
    const channel = Number.parseInt(full.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(text: string, ground: string): number {
  const [light = 0, dark = 0] = [luminance(text), luminance(ground)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test('the light and the dark theme define the same colours', () => {
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
])('%s on %s has AA contrast in both themes', (text, ground) => {
  for (const theme of themes) {
    expect(contrast(theme[text] ?? 'f00', theme[ground] ?? 'f00')).toBeGreaterThanOrEqual(4.5);
  }
});
