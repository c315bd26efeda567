import { describe, expect, it } from 'vitest';
import { createWorkbook, encodings, renderDelimited } from './testing/file-fixture.ts';
import { expectedResult, header, readResults, rejectedRow, toCells } from './testing/hrmos-fixture.ts';

const dateFormats = ['2026年4月1日', '2026/4/1', '2026-04-01', '令和8年4月1日', 'R8.4.1', '46113', '2026-04-01T00:00'];

describe('the same rejection', () => {
  for (const [encoding, encode] of Object.entries(encodings))
    for (const delimiter of [',', '\t', ';'])
      it(`in ${encoding} with ${JSON.stringify(delimiter)} reads the same in every date format`, async () => {
        const job = { 求人名: '営業～東京' };
        const rows = dateFormats.map((date) => toCells({ ...rejectedRow, ...job, 不採用日: date }));
        const results = await readResults(encode(renderDelimited([header, ...rows], delimiter)));
        expect(results).toHaveLength(dateFormats.length);
        for (const [index, result] of results.entries())
          expect(result).toMatchObject({ ...expectedResult, row: index + 2 });
      });

  it('in a workbook reads the same in every date format, including a date cell', async () => {
    const cells = (date: string | { serial: number }) => [...toCells(rejectedRow).slice(0, -1), date];
    const rows = [...dateFormats, { serial: 46113 }].map(cells);
    const results = await readResults(createWorkbook([header, ...rows]));
    expect(results).toHaveLength(dateFormats.length + 1);
    for (const [index, result] of results.entries())
      expect(result).toMatchObject({ ...expectedResult, row: index + 2 });
  });
});
