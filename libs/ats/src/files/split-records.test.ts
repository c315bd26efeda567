import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileRefusedError } from './file-refusal.ts';
import { maxRecordChars } from './limits.ts';
import { type Delimiter, splitRecords } from './split-records.ts';
import { renderDelimited } from './testing/file-fixture.ts';

async function* toLines(text: string) {
  yield* text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

async function split(text: string, delimiter: Delimiter = ',') {
  const records: (readonly string[])[] = [];
  try {
    for await (const { cells } of splitRecords(toLines(text), delimiter)) records.push(cells);
  } catch (error) {
    if (error instanceof FileRefusedError) return { code: error.refusal.code, line: error.refusal.line };
    throw error;
  }
  return records;
}

test.each<[string, string, Delimiter, string[][]]>([
  ['guarded text', '="00123",a', ',', [['="00123"', 'a']]],
  ['guarded text around a delimiter', '="a,""b""",c', ',', [['="a,""b"""', 'c']]],
  ['guarded text that is quoted itself', '"=""00123""",a', ',', [['="00123"', 'a']]],
  ['guarded text in TSV', '="00123"\ta', '\t', [['="00123"', 'a']]],
  ['a formula of another kind', '="a"&"b",c', ',', [['="a"&"b"', 'c']]],
  ['an inch in CSV', '24" モニター,a', ',', [['24" モニター', 'a']]],
  ['quotes inside a cell of TSV', '【東京】"急募"営業\ta', '\t', [['【東京】"急募"営業', 'a']]],
  ['cells of TSV that start with a quote', '"急募"営業\t"A"か"B"\t24"', '\t', [['"急募"営業', '"A"か"B"', '24"']]],
  [
    'a quoted cell of TSV',
    '"a\tb"\t"c""d"\n"e\nf"\tg\n',
    '\t',
    [
      ['a\tb', 'c"d'],
      ['e\nf', 'g'],
    ],
  ],
  ['blanks around quoted cells', 'a, "b, c" ,\u3000"d"\t, \uFEFF"e"', ',', [['a', 'b, c', 'd', 'e']]],
  ['blanks around bare cells', ' a , b', ',', [[' a ', ' b']]],
  ['blanks around quoted cells of TSV', 'a\t "b" \t"c"', '\t', [['a', 'b', 'c']]],
  ['empty cells and lines', ',\n\n"",""\n', ',', [['', ''], [''], ['', '']]],
  ['line ends of all kinds', 'a\r\nb\nc\r\r\n"d\r\ne"\r\n', ',', [['a'], ['b'], ['c'], ['d\r\ne']]],
  ['escaped quotes at the ends', '"""a""","b"""\n', ',', [['"a"', 'b"']]],
])('reads %s', async (_, text, delimiter, records) => {
  expect(await split(text, delimiter)).toEqual(records);
});

const long = `${'x'.repeat(1_000)}\n`.repeat(maxRecordChars / 1_000 + 1);
test.each([
  ['never closed', 'a\n1,"b\n2,c\n', 2],
  ['never closed, in its second line', 'a\n1,"b\nc","d\n2,e\n', 3],
  ['never closed, in TSV', 'a\n1\t"b\n2\tc\n', 2],
  ['closed by the next quoted cell', 'a\n1,"b\n2,c\n3,"d"\n', 2],
  ['closed by the next quoted cell, in TSV', 'a\n1\t"b\n2\tc\n3\t"d"\n', 2],
  ['closed in the middle of a cell', 'a\n1,"b"c\n', 2],
  ['never closed in a long file', `a\n1,"${long}`, 2],
  ['closed by a later cell of a long file', `a\n1,"${long}2,"b"\n`, 2],
])('reports a quote that is %s in the line where it opens', async (_, text, line) => {
  expect(await split(text, text.includes('\t') ? '\t' : ',')).toEqual({ code: 'broken_quotes', line });
});

test('refuses a cell that is too long', async () => {
  expect(await split(`a\n1,"${long}"\n`)).toEqual({ code: 'row_too_long', line: 2 });
});

test('says whether the last line ends', async () => {
  const ends = async (text: string) => {
    const flags: boolean[] = [];
    for await (const { hasLineEnd } of splitRecords(toLines(text), ',')) flags.push(hasLineEnd);
    return flags;
  };
  expect(await ends('a\nb\n')).toEqual([true, true]);
  expect(await ends('a\nb')).toEqual([true, false]);
  expect(await ends('a\n"b\nc"')).toEqual([true, false]);
});

test('reads back every quoted table', async () => {
  const cell = fc.array(fc.constantFrom('a', '"', ',', '\t', ';', '\n', '\r\n', ' ', '=', '髙'), { maxLength: 8 });
  const table = fc.array(
    fc.array(
      cell.map((parts) => parts.join('')),
      { minLength: 1, maxLength: 4 },
    ),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom<Delimiter>(',', '\t', ';'), async (rows, delimiter) => {
      expect(await split(renderDelimited(rows, delimiter), delimiter)).toEqual(rows);
    }),
    { numRuns: 1_000 },
  );
});
