import { expect, test } from 'vitest';
import { pgArray } from './pg-array.ts';

test.each([
  ['an empty list', [], '{}'],
  ['numbers', [1, 20], '{"1","20"}'],
  ['texts with commas, braces, quotes and backslashes', ['a,b', '{}', '"', '\\'], '{"a,b","{}","\\"","\\\\"}'],
  ['the word null and an empty text are texts', ['null', ''], '{"null",""}'],
])('%s', (_name, values, expected) => expect(pgArray(values)).toBe(expected));
