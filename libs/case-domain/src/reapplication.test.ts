import { toComparisonKey } from '@goen/contracts/text';
import { expect, test } from 'vitest';
import { findReapplication } from './reapplication.ts';
import { tokyo } from './testing/fixtures.ts';

const rule = {
  months: 6,
  categories: [
    { category: 'エンジニア', months: 12 },
    { category: '営業', months: 0 },
  ],
};

test.each([
  ['nothing is said', null, null, null],
  ['at any time', { months: 0, categories: [] }, 'エンジニア', { from: null }],
  ['after months', rule, null, { from: '2027-02-28' }],
  ['of another category', rule, 'デザイナー', { from: '2027-02-28' }],
  ['per category', rule, 'エンジニア', { from: '2027-08-31' }],
  ['compared by key', rule, ' ｴﾝｼﾞﾆｱ ', { from: '2027-08-31' }],
  ['any time per category', rule, '営業', { from: null }],
])('%s', (_what, reapplication, jobCategory, expected) =>
  expect(
    findReapplication({ reapplication }, { atMs: tokyo('2026-08-31 10:00'), jobCategory }, toComparisonKey),
  ).toEqual(expected),
);
