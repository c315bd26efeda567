import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv, hrmosHeader, rejectedRow, startImportFixture } from '../testing/import-fixture.ts';
import { buildWorkbook } from '../testing/make-workbook.ts';

let fixture: Awaited<ReturnType<typeof startImportFixture>>;
beforeAll(async () => {
  fixture = await startImportFixture();
});
afterAll(() => fixture?.close());

const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-8 with BOM': (text) => Buffer.from(`\uFEFF${text}`),
  'utf-16le': (text) => iconv.encode(`\uFEFF${text}`, 'utf-16le'),
  'utf-16be': (text) => iconv.encode(`\uFEFF${text}`, 'utf-16be'),
  cp932: (text) => iconv.encode(text, 'cp932'),
};
const dates = ['2026年11月20日', '2026/11/20', '2026-11-20', '令和8年11月20日', 'R8.11.20', '46346'];
/** Candidates rejected on the same day, each in another date format. */
const people = dates.map((date, n) => rejectedRow(`P-${n}`, { name: n % 2 ? '髙橋　花子' : 'John Smith', date }));
const text = (delimiter: string) =>
  `応募者一覧\r\n${[hrmosHeader, ...people].map((row) => `${row.map((cell) => `"${cell}"`).join(delimiter)}\r\n`).join('')}`;

async function importCases(file: Uint8Array) {
  const hrmos = await fixture.addConnection();
  const imported = await fixture.run(await fixture.receive(hrmos, file));
  expect(imported).toMatchObject({ state: 'done', counts: { refused: 0, not_a_rejection: 0 } });
  return fixture.cases(hrmos.id);
}

test('a file gives the same cases in every encoding, delimiter and date format, and as a workbook', async () => {
  const expected = await importCases(Buffer.from(text(',')));
  expect(expected).toHaveLength(people.length);
  expect(new Set(expected.map((row) => String((row as { rejected_at: Date }).rejected_at))).size).toBe(1);
  for (const encode of Object.values(encodings))
    for (const delimiter of [',', '\t', ';']) expect(await importCases(encode(text(delimiter)))).toEqual(expected);
  expect(await importCases(buildWorkbook([hrmosHeader, ...people]))).toEqual(expected);
});

const toLines = (delimiter: string, toCell: (cell: string) => string, rows = [hrmosHeader, ...people]) =>
  rows.map((row) => `${row.map(toCell).join(delimiter)}\r\n`).join('');
const withRadicals = (cell: string) => cell.replaceAll('用', '\u2F64').replaceAll('日', '\u2F47').normalize('NFD');
const [statusColumn, dateColumn] = [2, 4];

test.each([
  ['guarded text', toLines(',', (cell) => `="${cell}"`)],
  ['guarded text in tabs', toLines('\t', (cell) => `="${cell}"`)],
  ['blanks around quotes', toLines(',', (cell) => ` "${cell}"\t`)],
  ['several byte order marks', `\uFEFF\uFEFF\uFEFF${toLines(',', (cell) => `"${cell}"`)}`],
  ['no quotes, no line end in the end', toLines(';', (cell) => cell).trimEnd()],
  ['a header in radicals and decomposed', toLines(',', withRadicals, [hrmosHeader]) + toLines(',', String, people)],
  [
    'statuses and dates in radicals, with invisible characters',
    toLines(
      ',',
      String,
      [hrmosHeader, ...people].map((row, n) =>
        row.map((cell, index) =>
          n > 0 && [statusColumn, dateColumn].includes(index) ? `${withRadicals(cell)}\u200B` : cell,
        ),
      ),
    ),
  ],
])('a file with %s gives the same cases', async (_, file) => {
  expect(await importCases(Buffer.from(file))).toEqual(await importCases(Buffer.from(text(','))));
});

test('quotes inside the cells of a file in tabs are kept', async () => {
  const jobs = ['【東京】"急募"営業', '24" モニター設計', '"急募"営業'];
  const rows = people.slice(0, 3).map((row, n) => row.map((cell) => (cell === '営業' ? (jobs[n] ?? '') : cell)));
  const cases = await importCases(Buffer.from(toLines('\t', String, [hrmosHeader, ...rows])));
  expect(cases.map((row) => (row as { job_name: string }).job_name)).toEqual(jobs);
});

test('corrected refused rows are accepted when uploaded again', async () => {
  const hrmos = await fixture.addConnection();
  const wrong = rejectedRow('M-2', { date: '26/11/20', email: 'x' });
  const first = await fixture.run(await fixture.receive(hrmos, csv([rejectedRow('M-1'), wrong])));
  expect(first.counts).toMatchObject({ new: 1, refused: 1 });
  const [row] = await fixture.rows(first.id);
  const cells = row?.cells ?? [];
  const corrected = cells.map((cell) => (cell === 'x' ? 'x@example.jp' : cell === '26/11/20' ? '2026/11/20' : cell));
  const file = csv(
    [[...corrected, '不採用日: the year has two digits (two_digit_year)']],
    [...hrmosHeader, '取り込めなかった理由'],
  );
  expect(await fixture.run(await fixture.receive(hrmos, file))).toMatchObject({ counts: { new: 1, refused: 0 } });
});

test('an erasure also deletes the refused rows of the candidate', async () => {
  const hrmos = await fixture.addConnection();
  const own = { email: 'erased@example.jp' };
  const refused = rejectedRow('E-2', { ...own, date: '26/1/1' });
  const imported = await fixture.run(await fixture.receive(hrmos, csv([rejectedRow('E-1', own), refused])));
  expect(await fixture.rows(imported.id)).toHaveLength(1);
  await fixture.erase('E-1', hrmos.id);
  expect(await fixture.rows(imported.id)).toEqual([]);
});

test('a broken file is refused with a reason or read without an exception and without losing rows', async () => {
  const whole = [
    ...Object.values(encodings).map((encode) => Buffer.from(encode(text(',')))),
    Buffer.from(buildWorkbook([hrmosHeader, ...people])),
  ];
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 5 });
  const broken = fc.tuple(fc.constantFrom(...whole), damage, fc.option(fc.nat())).map(([bytes, places, cut]) => {
    const changed = Buffer.from(bytes);
    for (const [index, byte] of places) changed[index % changed.length] = byte;
    return cut === null ? changed : changed.subarray(0, cut % changed.length);
  });
  const hrmos = await fixture.addConnection('hrmos', {
    columns: Object.fromEntries(
      (['application_id', 'full_name', 'status', 'emails', 'rejected_at', 'job_name', 'stage'] as const).map(
        (field, index) => [field, hrmosHeader[index]],
      ),
    ),
  });
  await fc.assert(
    fc.asyncProperty(broken, async (bytes) => {
      const ended = await fixture.run(await fixture.receive(hrmos, bytes));
      const { new: taken, known, changed, refused, not_a_rejection: others } = ended.counts;
      const total = taken + known + changed + refused + others;
      expect(/^[a-z_]+$/.test(ended.refusal?.code ?? '') || total === ended.rowCount).toBe(true);
      expect(ended.state).toBe(ended.refusal ? 'refused' : 'done');
    }),
    { numRuns: 120 },
  );
}, 600_000);
