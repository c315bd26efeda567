import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHrmosColumns } from '../vendors/hrmos.ts';
import type { FileBytes } from './read-lines.ts';
import { type RowResult, readRejections } from './read-rejections.ts';
import { openTable } from './table.ts';
import { createFile, createWorkbook, encodings, renderDelimited } from './testing/file-fixture.ts';

const header = ['応募ID', '氏名', '選考ステータス', 'メールアドレス', '不採用日'];
const readAt = '2026-05-01T09:00:00+09:00';

/** The results of a file, or the code it is refused with. Any other error fails the test. */
async function read(open: FileBytes): Promise<RowResult[] | { code: string }> {
  const table = await openTable(open);
  if (table.kind === 'refused') return { code: table.refusal.code };
  const columns = findHrmosColumns(table.header) ?? {};
  const rejections = readRejections(table, { source: { ats: 'hrmos' }, columns, addressRequired: true, readAt });
  if (rejections.kind === 'refused') return { code: rejections.problems[0]?.code ?? '' };
  const results: RowResult[] = [];
  for await (const result of rejections.results) results.push(result);
  expect(results).toHaveLength(table.rowCount);
  return results;
}

/** Outcomes allowed for a damaged file: read, or refused with a documented code. */
const outcomes = [
  'read',
  'empty_file',
  'too_large',
  'not_text',
  'broken_encoding',
  'mixed_encoding',
  'line_too_long',
  'cr_only',
  'unknown_delimiter',
  'broken_quotes',
  'row_too_long',
  'header_not_found',
  'broken_workbook',
  'old_workbook',
  'column_required',
  'column_twice',
];
const toOutcome = (results: RowResult[] | { code: string }) => (Array.isArray(results) ? 'read' : results.code);

/** Letters that every encoding has, and all special characters of a delimited file. */
const letters = Array.from('山田太郎ｱあ①髙～ aZ09@.-/;,"\t\n年月日令和');
const cell = fc.array(fc.constantFrom(...letters), { maxLength: 12 }).map((parts) => parts.join(''));
const row = fc.tuple(
  fc.constantFrom('', 'A-1', '応募'),
  cell,
  fc.oneof(fc.constantFrom('不採用', '見送り', '辞退', '選考中'), cell),
  fc.oneof(fc.constantFrom('a@example.jp', 'a@example.jp;b@example.jp'), cell),
  fc.oneof(fc.constantFrom('2026/4/1', '令和8年4月1日', '46113', '26/4/1'), cell),
);
const encode = fc.constantFrom(...Object.values(encodings));
const delimiter = fc.constantFrom(',', '\t', ';');
const chunk = fc.integer({ min: 1, max: 64 });

describe('arbitrary files', () => {
  it('yield one result per non-empty row, under its row number', async () => {
    const rows = fc.array(row, { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, encode, delimiter, chunk, async (rows, encode, delimiter, size) => {
        const results = await read(createFile(encode(renderDelimited([header, ...rows], delimiter)), size));
        const nonEmpty = rows.flatMap((cells, index) => (cells.some((text) => text.trim() !== '') ? [index + 2] : []));
        expect(Array.isArray(results) ? results.map((result) => result.row) : results).toEqual(nonEmpty);
      }),
      { numRuns: 300 },
    );
  });

  it('are read or refused with a code when bytes are overwritten', async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 6 }),
        encode,
        delimiter,
        damage,
        async (rows, encode, delimiter, damage) => {
          const bytes = Uint8Array.from(encode(renderDelimited([header, ...rows], delimiter)));
          for (const [index, byte] of damage) bytes[index % bytes.length] = byte;
          expect(outcomes).toContain(toOutcome(await read(createFile(bytes, 32))));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('are read or refused with a code when truncated', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 6 }),
        encode,
        delimiter,
        fc.nat(),
        async (rows, encode, delimiter, cut) => {
          const bytes = encode(renderDelimited([header, ...rows], delimiter));
          expect(outcomes).toContain(toOutcome(await read(createFile(bytes.subarray(0, cut % bytes.length), 32))));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are read or refused with a code when they are random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), chunk, async (bytes, size) => {
        expect(outcomes).toContain(toOutcome(await read(createFile(bytes, size))));
      }),
      { numRuns: 400 },
    );
  });

  it('are read or refused with a code when they are damaged workbooks', async () => {
    const whole = createWorkbook([header, ['A-1', '山田 太郎', '不採用', 'a@example.jp', '2026/4/1']]);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damage, fc.integer({ min: 0, max: whole.length }), async (damage, length) => {
        const bytes = Uint8Array.from(whole);
        for (const [index, byte] of damage) bytes[index] = byte;
        expect(outcomes).toContain(
          toOutcome(await read(createFile(bytes.subarray(0, damage.length % 2 === 0 ? whole.length : length), 500))),
        );
      }),
      { numRuns: 150 },
    );
  });
});
