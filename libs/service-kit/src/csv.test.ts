import { describe, expect, it } from 'vitest';
import { defuseFormula, renderCsvHeader, renderCsvRows } from './csv.ts';

const signs = [
  '=',
  '+',
  '-',
  '@',
  '\uFF1D',
  '\uFF0B',
  '\uFF0D',
  '\uFF20',
  '\u2212',
  '\uFE66',
  '\uFE62',
  '\uFE63',
  '\uFE6B',
];
const starts = [
  '',
  ' ',
  '\u3000',
  '\u00A0',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\u0000',
  '\u001B',
  '\u200B',
  '\u200E',
  '\u202E',
  '\u2060',
  '\uFEFF',
  '\u00AD',
  '\u3164',
  '\uFE0F',
  ' \u200B\t ',
];

describe('a text that a spreadsheet would run', () => {
  for (const start of starts)
    it.each(signs)(`is kept from it behind ${JSON.stringify(start)}: %s`, (sign) => {
      const cell = `${start}${sign}HYPERLINK("http://example.org")`;
      expect(defuseFormula(cell)).toBe(`'${cell}`);
    });

  it.each(['\tx', '\rx', '\nx', ' \t1', '\t'])(
    'or that starts with a tab or line break is kept from it: %j',
    (cell) => {
      expect(defuseFormula(cell)).toBe(`'${cell}`);
    },
  );
});

it.each(['山田 花子', 'a=b', '1+1', '2026-04-01', ' 山田', '\u200B山田', '(=1)', "'=1", 'ー太郎', '—', '・', '', ' '])(
  'another text stays as it is: %j',
  (cell) => {
    expect(defuseFormula(cell)).toBe(cell);
  },
);

it.each([
  ['=HYPERLINK("http://example.org")', '"\'=HYPERLINK(""http://example.org"")"'],
  ['-1+1', "'-1+1"],
  [-1, '-1'],
  [null, ''],
])('a cell is written so, and a number stays a number: %s', (cell, written) => {
  expect(renderCsvRows([[cell, 'x']])).toBe(`${written},x\n`);
});

it('a column name is no formula either', () => {
  expect(renderCsvHeader(['=1+1', 'x'])).toBe("\uFEFF'=1+1,x\n");
});
