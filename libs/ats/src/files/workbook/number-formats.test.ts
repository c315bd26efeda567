import { describe, expect, it } from 'vitest';
import {
  createParts,
  oneSheet,
  readParts,
  renderRow,
  renderStyles,
  renderText,
  renderWorkbook,
} from '../testing/workbook-fixture.ts';
import { toNumberText } from './cell-numbers.ts';
import { readNumberFormat } from './number-formats.ts';

describe('a number format', () => {
  it.each([
    [14, 'date'],
    [22, 'date'],
    [31, 'date'],
    [45, 'date'],
    [46, 'duration'],
    [58, 'date'],
    [0, 'number'],
    [1, 'number'],
    [9, 'number'],
    [11, 'number'],
    [37, 'number'],
    [48, 'number'],
    [49, 'number'],
    [200, 'number'],
  ])('built in as %i is a %s', (id, kind) => {
    expect(readNumberFormat(id, undefined).kind).toBe(kind);
  });

  it.each([
    'General',
    'GENERAL',
    'G/標準',
    'g/標準',
    'G/通用格式',
    'G/표준',
    'Standard',
    'Estándar',
    'Genel',
    'Geral',
    'Основной',
    'G/標準"日"',
    '"d/m/y"General',
    '[Red]General;[Blue]-General',
    '',
    '0',
    '0.00',
    '#,##0',
    '#,##0;[Red]-#,##0',
    '[Red]0.00',
    '0%',
    '0.0%',
    '0.00E+00',
    '##0.0E+0',
    '# ?/?',
    '@',
    '¥#,##0',
    '[$¥-411]#,##0',
    '[$-411]0',
    '[DBNum1]General',
    '[h<5]0',
    '#,##0"円 (day)"',
    '"d/m/y"0',
    '0"日"',
    '0"days"',
    '0\\d',
    '0\\y\\m',
    '0.0days',
    '"yyyy"0;"mm"0',
    '_d0_m',
    '*d0',
    '!d0',
    '"第"0"期"',
    '[=1]"day";[=2]"month"',
    '"hms"@',
  ])('%s is a number', (code) => {
    expect(readNumberFormat(176, code)).toEqual({ kind: 'number' });
  });

  it.each([
    'yyyy/mm/dd',
    'yyyymmdd',
    'YYYY-MM-DD',
    'm/d/yy',
    'd-mmm-yy',
    'mmm-yy',
    'mmmm',
    'dddd',
    'aaa',
    'aaaa',
    'd',
    'yyyy"年"m"月"d"日"',
    'yyyy年m月d日',
    'yyyy/m/d;@',
    'yyyy\\-mm\\-dd',
    'yyyy!/mm!/dd',
    '[$-411]ge.m.d',
    '[$-411]ge.m.d;@',
    '[$-411]ggge"年"m"月"d"日"',
    '[$-ja-JP]yyyy',
    '[$-F800]dddd\\,\\ mmmm\\ dd',
    '[DBNum1][$-411]yyyy"年"',
    '[Red]yyyy/m/d',
    'b1yyyy',
    '"提出 "m/d(aaa)',
    'ggge年',
    'h:mm',
    'h:mm AM/PM',
    'hh:mm:ss.000',
    'mm:ss.0',
    'yyyy/m/d h:mm',
    'h"時"mm"分"',
    'A/P h:mm',
    'm/d/yyyy;@',
    '[=0]"";yyyy/m/d',
  ])('%s is a date', (code) => {
    expect(readNumberFormat(176, code).kind).toBe('date');
  });

  it.each(['[h]:mm', '[hh]:mm:ss', '[m]', '[mm]:ss', '[s]', '[ss].00', '[H]"時間"mm"分"'])(
    '%s is a duration',
    (code) => {
      expect(readNumberFormat(176, code).kind).toBe('duration');
    },
  );
});

describe('the number', () => {
  it.each([
    ['45012', 'G/標準', '45012'],
    ['45013.5', 'G/標準', '45013.5'],
    ['45012', '0', '45012'],
    ['45012.0', 'General', '45012'],
    ['4.5012E4', 'General', '45012'],
    ['1.23456789012E11', 'General', '123456789012'],
    ['45013.099999999999', 'General', '45013.1'],
    ['0.30000000000000004', 'General', '0.3'],
    ['-12', 'General', '-12'],
    ['9007199254740993', 'General', '9007199254740993'],
    ['554023000000409121', '0', '554023000000409121'],
    ['1234567890123450', '0', '1.23456789012345e+15'],
    ['12345678901234500000', '0', '1.23456789012345e+19'],
    ['0.5', '0%', '0.5'],
    ['123', '00000', '00123'],
    ['123456', '00000', '123456'],
    ['0', '000', '000'],
    ['7', '"A-"0000', 'A-0007'],
    ['12345', '"A-"0000', 'A-12345'],
    ['9012345678', '000-0000-0000', '090-1234-5678'],
    ['1500001', '000\\-0000', '150-0001'],
    ['42', '00000;[Red]-00000', '00042'],
    ['-42', '00000', '-42'],
    ['1.5', '00000', '1.5'],
    ['5', '00.0', '5'],
    ['999', '[<=999]000;000-0000', '999'],
    ['12345', '#,##0', '12345'],
    ['46113', '[$-411]ge.m.d', '2026-04-01T00:00:00'],
    ['46113.5', 'yyyy/m/d', '2026-04-01T12:00:00'],
    ['46113.5', 'h:mm', '2026-04-01T12:00:00'],
    ['1', 'yyyy/m/d', '1900-01-01T00:00:00'],
    ['61', 'yyyy/m/d', '1900-03-01T00:00:00'],
    ['0.4375', 'h:mm', '10:30:00'],
    ['1.5', '[h]:mm', '36:00:00'],
    ['46113.5', '[h]:mm', '1106724:00:00'],
    ['-1', 'yyyy/m/d', '-1'],
    ['3000000', 'yyyy/m/d', '3000000'],
  ])('%s in the format %s is read as %s', (value, code, text) => {
    expect(toNumberText(value, readNumberFormat(176, code), false)).toBe(text);
  });

  it('counts from 1904 where the workbook says so, and reads the format of its style', async () => {
    const rows = `${renderRow(['a', 'b'])}<row><c s="1"><v>44651.5</v></c><c s="2"><v>44651</v></c></row>`;
    const parts = { ...createParts(rows), 'xl/styles.xml': renderStyles(['[$-411]ggge"年"m"月"d"日"', 'G/標準']) };
    const from1904 = renderWorkbook(oneSheet, '<workbookPr date1904="true"/>');
    expect((await readParts({ ...parts, 'xl/workbook.xml': from1904 })).rows).toEqual([
      { row: 2, cells: ['2026-04-01T12:00:00', '44651'] },
    ]);
  });

  it('without a known style is read as it is', async () => {
    const rows = `${renderRow(['a', 'b'])}<row><c s="99"><v>45012</v></c>${renderText('x')}</row>`;
    expect((await readParts(createParts(rows))).rows).toEqual([{ row: 2, cells: ['45012', 'x'] }]);
  });
});
