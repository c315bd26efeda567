import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv, hrmosHeader, rejectedRow, startImportFixture } from '../testing/import-fixture.ts';
import { buildWorkbook } from '../testing/make-workbook.ts';

let fixture: Awaited<ReturnType<typeof startImportFixture>>;
beforeAll(async () => {
  fixture = await startImportFixture();
});
afterAll(() => fixture?.close());

const readSilent = (connectionId: string) =>
  fixture.sql<{ remote_id: string; silent: string | null }>(
    'select remote_id, silent from rejection where source_key = ? order by remote_id',
    [`connection:${connectionId}`],
  );

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

test.each([
  ['内定', 'holds_offer'],
  ['内定承諾', 'holds_offer'],
  ['入社', 'holds_offer'],
  ['選考中', null],
])('a hidden row with %s is refused; an offer in it still prevents mails', async (status, silent) => {
  const hrmos = await fixture.addConnection();
  const email = `${crypto.randomUUID()}@example.jp`;
  const rows = [rejectedRow('R-1', { email }), rejectedRow('O-1', { email, status })];
  const ref = await fixture.receive(hrmos, buildWorkbook([hrmosHeader, ...rows], [3]));
  const isOffer = silent !== null;
  expect(await fixture.run(ref)).toMatchObject({
    counts: { new: 1, refused: 1, not_a_rejection: 0 },
    statuses: [
      { status: '不採用', is_rejection: true, is_offer: false },
      { status, rows: 1, is_rejection: false, is_offer: isOffer },
    ],
  });
  expect(await fixture.rows(ref.importId)).toMatchObject([{ row: 3, errors: [{ code: 'hidden_row' }] }]);
  expect(await readSilent(hrmos.id)).toEqual([{ remote_id: 'R-1', silent }]);
});

test('a hidden 内定辞退 ends no offer; a shown one does', async () => {
  const hrmos = await fixture.addConnection();
  const email = `${crypto.randomUUID()}@example.jp`;
  const take = async (rows: readonly (readonly string[])[], hidden: number[] = []) =>
    fixture.run(await fixture.receive(hrmos, buildWorkbook([hrmosHeader, ...rows], hidden)));
  const declined = rejectedRow('O-1', { email, status: '内定辞退' });
  await take([rejectedRow('O-1', { email, status: '内定' })]);
  await take([declined, rejectedRow('R-1', { email })], [2]);
  await take([declined, rejectedRow('R-2', { email })]);
  expect(await readSilent(hrmos.id)).toEqual([
    { remote_id: 'R-1', silent: 'holds_offer' },
    { remote_id: 'R-2', silent: null },
  ]);
});
