import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toComparisonKey } from './comparison-key.ts';

test.each([
  ['full width', 'ＥＮＴＲＹ１', 'entry1'],
  ['half-width kana', 'ｴﾝﾄﾘｰ', 'エントリー'],
  ['decomposed kana', 'お祈り\u304B\u3099', 'お祈りが'],
  ['a Kangxi radical', '\u2F00次', '一次'],
  ['blanks of every width', ' 不 採\u3000用\u00A0\t\n', '不採用'],
  ['zero-width characters and a byte order mark', '\uFEFF不\u200B採\u2060用\u200E', '不採用'],
  ['variation selectors', '葛\u{E0100}飾\uFE0F', '葛飾'],
  ['fillers that are letters', 'a\u3164b\u115F', 'ab'],
  ['case', 'Straße ΟΔΟΣ', 'strasseοδος'],
  ['a compatibility form', '㈱みなと', '(株)みなと'],
])('%s', (_what, text, key) => {
  expect(toComparisonKey(text)).toBe(key);
});

test('a key is its own key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const key = toComparisonKey(text);
      expect(toComparisonKey(key)).toBe(key);
    }),
    { numRuns: 2_000 },
  );
});
