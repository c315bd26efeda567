import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv, hrmosHeader, rejectedRow, startImportFixture } from '../testing/import-fixture.ts';
import { buildWorkbook } from '../testing/make-workbook.ts';

let fixture: Awaited<ReturnType<typeof startImportFixture>>;
beforeAll(async () => {
  fixture = await startImportFixture();
});
afterAll(() => fixture?.close());

test('rows that a filter hides are refused and counted, and can be imported from the refused rows', async () => {
  const hrmos = await fixture.addConnection();
  const people = ['H-1', 'H-2', 'H-3'].map((id) => rejectedRow(id));
  const ref = await fixture.receive(hrmos, buildWorkbook([hrmosHeader, ...people], [3, 4]));
  expect(await fixture.run(ref)).toMatchObject({ state: 'done', counts: { new: 1, refused: 2, not_a_rejection: 0 } });
  const refused = await fixture.rows(ref.importId);
  expect(refused).toMatchObject([
    { row: 3, outcome: 'refused', cells: people[1], errors: [{ column: null, code: 'hidden_row' }] },
    { row: 4, outcome: 'refused', cells: people[2], errors: [{ column: null, code: 'hidden_row' }] },
  ]);
  expect(await fixture.cases(hrmos.id)).toMatchObject([{ remote_id: 'H-1' }]);
  const again = await fixture.receive(hrmos, csv(refused.map(({ cells }) => cells ?? [])));
  expect(await fixture.run(again)).toMatchObject({ state: 'done', counts: { new: 2, refused: 0 } });
  expect(await fixture.cases(hrmos.id)).toHaveLength(3);
});
