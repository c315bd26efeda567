import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv, rejectedRow, startImportFixture } from '../testing/import-fixture.ts';

let fixture: Awaited<ReturnType<typeof startImportFixture>>;
beforeAll(async () => {
  fixture = await startImportFixture();
});
afterAll(() => fixture?.close());

test('a file tells who is still in selection, and the next one who has left', async () => {
  const connection = await fixture.addConnection();
  const listOpen = () =>
    fixture.sql('select application_remote_id as id, stage from open_application where connection_id = ? order by 1', [
      connection.id,
    ]);
  const row = (id: string, status: string) => rejectedRow(id, { status, name: '内緒 花子' });
  const dry = await fixture.receive(connection, csv([row('A', '一次面接')]), true);
  await fixture.run(dry);
  expect(await listOpen()).toEqual([]);
  const rows = [row('A', '一次面接'), row('B', '書類選考'), row('C', '選考辞退'), row('D', '内定'), row('E', '不採用')];
  await fixture.run(await fixture.receive(connection, csv(rows)));
  expect(await listOpen()).toEqual([
    { id: 'A', stage: '一次面接' },
    { id: 'B', stage: '書類選考' },
  ]);
  const [stored] = await fixture.sql<{ text: string }>(
    "select string_agg(to_jsonb(o)::text, ' ') as text from open_application o",
  );
  expect(stored?.text).not.toMatch(/内緒|@/);
  // An export of rejections alone says nothing about others.
  await fixture.run(await fixture.receive(connection, csv([row('F', '不採用')])));
  expect(await listOpen()).toHaveLength(2);
  // B is in no row any more, A has an offer.
  await fixture.run(await fixture.receive(connection, csv([row('A', '内定'), row('G', '二次面接')])));
  expect(await listOpen()).toEqual([{ id: 'G', stage: '二次面接' }]);
});
