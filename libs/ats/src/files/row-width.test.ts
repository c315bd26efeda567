import { describe, expect, it } from 'vitest';
import { createWorkbook, renderDelimited } from './testing/file-fixture.ts';
import { header, readResults, rejectedRow, toCells } from './testing/hrmos-fixture.ts';

describe('a row', () => {
  it('with more cells than the header is refused', async () => {
    const rows = [header, [...toCells(rejectedRow), 'extra'], [...toCells(rejectedRow), ' ']];
    expect(await readResults(Buffer.from(renderDelimited(rows, ',')))).toMatchObject([
      { row: 2, kind: 'refused', errors: [{ column: null, code: 'too_many_cells' }] },
      { row: 3, kind: 'rejection' },
    ]);
  });

  describe('with fewer cells than the header', () => {
    const names = ['応募ID', '氏名', '選考ステータス', 'メールアドレス', '備考', '社内メモ'];
    const read = async (...lines: string[]) => {
      const results = await readResults(Buffer.from([names.join(','), ...lines].join('\n')));
      return results.map((result) => (result.kind === 'refused' ? result.errors[0]?.code : result.kind));
    };
    it.each([
      ['without a mapped column', 'A-1,山田,不採用', 'too_few_cells'],
      ['without its status', 'A-1,山田', 'too_few_cells'],
      ['that is no rejection, without a mapped column', 'A-1,山田,選考中', 'too_few_cells'],
      ['without columns that nobody mapped', 'A-1,山田,不採用,a@example.jp', 'rejection'],
    ])('%s', async (_, line, outcome) => {
      expect(await read(line, 'A-2,山田,選考中,,,', '')).toEqual([outcome, 'not_a_rejection']);
    });

    it.each([
      ['A-2,山田,不採用,a@exam', 'too_few_cells'],
      ['A-2,山田,不採用,a@example.jp,備', 'too_few_cells'],
      ['A-2,山田,不', 'too_few_cells'],
      ['A-2,山田,不採用,a@example.jp,備考,', 'rejection'],
    ])('where the file ends inside it: %s', async (line, outcome) => {
      expect(await read('A-1,山田,不採用,a@example.jp', line)).toEqual(['rejection', outcome]);
    });

    const first = ['A-1', '山田', '2026/4/1', 'a@example.jp', '不採用', '備考', 'A-1', '2026/4/1'];
    const last = ['A-2', '山田', '2026/4/1', 'b@example.co', '不採用', '備考', 'A-2', '2026/4/1'];
    const columns = ['応募ID', '氏名', '不採用日', 'メールアドレス', '選考ステータス', '備考', '候補者ID', '応募日'];
    /** The outcomes of a file whose last column is `end`. */
    const readEndingWith = async (end: string, write = (cell: string) => cell, rows = [first, last], lineEnd = '') => {
      const order = columns.map((_, index) => index).filter((index) => columns[index] !== end);
      const lines = [columns, ...rows].map((cells) => [...order, columns.indexOf(end)].map((at) => cells[at] ?? ''));
      const text = lines.map((cells) => cells.map(write).join(',')).join('\r\n') + lineEnd;
      const results = await readResults(Buffer.from(text));
      return results.map((result) => (result.kind === 'refused' ? result.errors[0] : result.kind));
    };
    it.each(['メールアドレス', '不採用日', '応募日', '選考ステータス', '応募ID'])(
      'without a line end behind the cell of %s, which may be cut',
      async (end) => {
        expect(await readEndingWith(end)).toMatchObject(['rejection', { column: end, code: 'too_few_cells' }]);
        expect(await readEndingWith(end, undefined, [first, last], '\n')).toEqual(['rejection', 'rejection']);
        expect(await readEndingWith(end, (cell) => `"${cell}"`)).toEqual(['rejection', 'rejection']);
        expect(await readEndingWith(end, undefined, [last])).toEqual(['rejection']);
      },
    );

    it.each(['氏名', '備考'])('without a line end behind the cell of %s is taken', async (end) => {
      expect(await readEndingWith(end)).toEqual(['rejection', 'rejection']);
    });

    it('without a line end behind an empty address is taken', async () => {
      const rows = [first, last.map((cell) => (cell.includes('@') ? '' : cell))];
      expect(await readEndingWith('メールアドレス', undefined, rows)).toEqual(['rejection', 'rejection']);
    });

    it('counts an offer whose status the file ends in: it may be cut, but a sent mail cannot be made good', async () => {
      const lines = [
        '応募ID,氏名,メールアドレス,選考ステータス',
        'A-1,山田,a@example.jp,不採用',
        'A-2,山田,a@example.jp,内定',
      ];
      const [, cut] = await readResults(Buffer.from(lines.join('\n')));
      expect(cut).toMatchObject({ kind: 'refused', offer: { held: true, applicationId: 'A-2' } });
    });

    it('reads a workbook, which omits empty cells', async () => {
      const rows = [names, ['A-1', '山田', '不採用', 'a@example.jp']];
      expect(await readResults(createWorkbook(rows))).toMatchObject([{ kind: 'rejection' }]);
    });
  });
});
