import { expect, test } from 'vitest';
import { removeInvisible } from './invisible.ts';
import { toValue } from './placeholder.ts';

test.each([
  ['blanks', ' \u3000\t\n\u00A0'],
  ['invisible characters', '\u200B\uFEFF\u2060\u00AD\u200E'],
  ['a blank of Braille and fillers', '\u2800\u3164\uFFA0'],
  ['a full stop', '.'],
  ['a hyphen', '-'],
  ['dashes of every kind', '－‐–—―ー'],
  ['dots', '・・・'],
  ['circles', '〇〇'],
  ['a question mark', '？'],
  ['null', 'null'],
  ['null in capitals and quotes of width', 'ＮＵＬＬ'],
  ['undefined', 'undefined'],
  ['a CRM’s choice of nothing', '-None-'],
  ['the same in full width', '－Ｎｏｎｅ－'],
  ['not available', 'N/A'],
  ['not available in full width with blanks', ' Ｎ ／ Ａ '],
  ['an error of a spreadsheet', '#N/A'],
  ['a merge field', '${Unsupported_Field}'],
  ['a merge field with a blank', '${Candidates.Last Name}'],
  ['a merge field in full width', '＄｛Unsupported_Field｝'],
  ['double braces', '{{ candidate.name }}'],
  ['percent signs', '%LAST_NAME%'],
  ['a template tag', '<%= name %>'],
  ['a list mailer’s merge tag', '*|FNAME|*'],
  ['none in Japanese', 'なし'],
  ['not entered', '未入力'],
  ['not known', '（不明）'],
  ['a letter with an invisible character, which is none', 'n\u200Bull'],
])('%s is no value', (_name, text) => {
  expect(toValue(text)).toBeNull();
});

test.each([
  ['佐藤'],
  ['葛\u{E0100}城'],
  ['Na'],
  ['Blank'],
  ['Nan'],
  ['O'],
  ['C++'],
  ['.NET'],
  ['1'],
  ['なしだ'],
  ['営業（未定）'],
  ['Null Island Ltd'],
  ['$100 job'],
  ['{a} and {b}'],
  ['สมชาย'],
  ['ශ්\u200Dරී'],
])('%s is a value, and stays as it came', (text) => {
  expect(toValue(` ${text}\n`)).toBe(text);
});

test.each([null, undefined])('%s is no value', (text) => {
  expect(toValue(text)).toBeNull();
});

test.each([
  ['佐\u200B藤\u202E', '佐藤'],
  ['\u2067שלום\u2069', 'שלום'],
  ['葛\u{E0100}城', '葛\u{E0100}城'],
  ['ශ්\u200Dරී', 'ශ්\u200Dරී'],
  ['a\u00ADb\uFEFFc\u3164', 'abc'],
])('what nobody sees is removed from %j', (text, visible) => {
  expect(removeInvisible(text)).toBe(visible);
});
