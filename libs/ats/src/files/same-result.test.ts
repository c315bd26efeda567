import { describe, expect, it } from 'vitest';
import { delimitedText, encodings, workbookOf } from './testing/file-fixture.ts';
import { expected, header, rejected, results, rowOf } from './testing/hrmos-fixture.ts';

const dateForms = ['2026年4月1日', '2026/4/1', '2026-04-01', '令和8年4月1日', 'R8.4.1', '46113', '2026-04-01T00:00'];

describe('the same rejection', () => {
  for (const [encoding, encode] of Object.entries(encodings))
    for (const delimiter of [',', '\t', ';'])
      it(`in ${encoding} with ${JSON.stringify(delimiter)} is equal in every form of its date`, async () => {
        const job = { 求人名: '営業～東京' };
        const rows = dateForms.map((date) => rowOf({ ...rejected, ...job, 不採用日: date }));
        const found = await results(encode(delimitedText([header, ...rows], delimiter)));
        expect(found).toHaveLength(dateForms.length);
        for (const [at, result] of found.entries()) expect(result).toMatchObject({ ...expected, row: at + 2 });
      });

  it('in a workbook is equal in every form of its date, a date cell too', async () => {
    const cells = (date: string | { serial: number }) => [...rowOf(rejected).slice(0, -1), date];
    const rows = [...dateForms, { serial: 46113 }].map(cells);
    const found = await results(workbookOf([header, ...rows]));
    expect(found).toHaveLength(dateForms.length + 1);
    for (const [at, result] of found.entries()) expect(result).toMatchObject({ ...expected, row: at + 2 });
  });
});
