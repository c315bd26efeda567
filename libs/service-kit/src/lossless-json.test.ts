import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLosslessJson } from './lossless-json.ts';

test.each([
  ['{"id":554023000000409121}', { id: '554023000000409121' }],
  ['{"id": -554023000000409121 }', { id: '-554023000000409121' }],
  ['[554023000000409121,554023000000409122]', ['554023000000409121', '554023000000409122']],
  ['[[9007199254740991],9007199254740992]', [[9007199254740991], '9007199254740992']],
  ['{"id":9007199254740993.0}', { id: '9007199254740993.0' }],
  ['{"id":554023000000409088.0}', { id: '554023000000409088.0' }],
  ['{"id":-1234567890123456.0}', { id: '-1234567890123456.0' }],
  ['[123456789012345.0,21.0,21]', [123456789012345, 21, 21]],
  ['{"id":1.23457E+11}', { id: '1.23457E+11' }],
  ['{"id":5.5402300000040912e17,"n":1e2}', { id: '5.5402300000040912E+17', n: '1E+2' }],
  ['{"a":{"b":[{"c":\n\t12345678901234567890}]}}', { a: { b: [{ c: '12345678901234567890' }] } }],
  [
    '{"share":1.5e-7,"ratio":0.12345678901234567890,"years":12}',
    { share: 1.5e-7, ratio: 0.12345678901234568, years: 12 },
  ],
  [
    '{"text":"see: 554023000000409121, 1e5","null":null,"yes":true}',
    { text: 'see: 554023000000409121, 1e5', null: null, yes: true },
  ],
])('%s', (text, value) => {
  expect(parseLosslessJson(text)).toEqual(value);
});

test('reads everything else as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (text) => {
      fc.pre(!/\d{16}|\de/i.test(text));
      expect(parseLosslessJson(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 30 },
  );
});

test('keeps every integer, however long', () => {
  fc.assert(
    fc.property(fc.bigInt(), (integer) => {
      const { id } = parseLosslessJson(`{"id":${integer}}`) as { id: string | number };
      expect(String(id)).toBe(String(integer));
    }),
  );
});

test('throws on what is not JSON', () => {
  expect(() => parseLosslessJson('{"id":554023000000409121')).toThrow(SyntaxError);
});
