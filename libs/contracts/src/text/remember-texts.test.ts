import { expect, test } from 'vitest';
import { rememberTexts } from './remember-texts.ts';

test('gives what the function gives, whatever it was asked before, and asks it once for a short text', () => {
  const asked: string[] = [];
  const toLength = rememberTexts((text) => asked.push(text) && text.length);
  const texts = [...Array.from({ length: 3_000 }, (_, n) => `text ${n}`), 'x'.repeat(200), '', ''];
  for (const text of texts) {
    expect(toLength(text)).toBe(text.length);
    expect(toLength(text)).toBe(text.length);
  }
  // The long text is asked twice.
  expect(asked).toHaveLength(new Set(texts).size + 1);
});
