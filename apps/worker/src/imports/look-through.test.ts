import { receiveFile, receiveTimeoutMs } from '@goen/cases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv, rejectedRow, startImportFixture } from '../testing/import-fixture.ts';
import { expireImport } from './forget.ts';
import { evaluateImport, keepBytesMs, keepRowsMs, nextImportStep } from './next-import-step.ts';

let fixture: Awaited<ReturnType<typeof startImportFixture>>;
beforeAll(async () => {
  fixture = await startImportFixture();
});
afterAll(() => fixture?.close());

test('a file with unknown columns asks for a mapping, with a proposal and sample rows', async () => {
  const jobcan = await fixture.addConnection('jobcan');
  const names = ['応募者ID', '氏名', '選考状況', 'メールアドレス', '備考'];
  const rows = Array.from({ length: 9 }, (_, n) => [`A-${n}`, '山田 太郎', '不採用', 'a@example.jp', 'x'.repeat(500)]);
  const imported = await fixture.run(await fixture.receive(jobcan, csv(rows, names)));
  expect(imported).toMatchObject({ state: 'needs_columns', bytesKept: true, columns: null, endedAt: null });
  expect(imported.proposal?.header).toEqual(names);
  expect(imported.proposal?.sample).toHaveLength(5);
  expect(imported.proposal?.sample[0]?.[4]).toHaveLength(200);
  expect(imported.proposal?.proposed.map(({ field, column }) => [field, column])).toEqual(
    expect.arrayContaining([
      ['application_id', '応募者ID'],
      ['status', '選考状況'],
      ['emails', 'メールアドレス'],
    ]),
  );
});

test('a mapping that does not fit refuses the file and names the column', async () => {
  const columns = { application_id: 'ID', status: '選考ステータス' };
  const any = await fixture.addConnection('file', { columns });
  const imported = await fixture.run(await fixture.receive(any, csv([rejectedRow('1')])));
  expect(imported).toMatchObject({
    state: 'refused',
    refusal: { code: 'column_missing', columns: [{ field: 'application_id', column: 'ID', code: 'column_missing' }] },
  });
});

test.each([
  ['empty_file', Buffer.of()],
  ['old_workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['broken_workbook', Buffer.from('PK\u0003\u0004 and no more')],
  ['mixed_encoding', Buffer.concat([csv([rejectedRow('1')]), Buffer.of(0xe3, 0x81, 0x0a)])],
  ['unknown_delimiter', Buffer.from('応募ID\n1\n')],
])('a file is refused: %s', async (code, bytes) => {
  const hrmos = await fixture.addConnection();
  const refused = await fixture.run(await fixture.receive(hrmos, bytes));
  expect(refused).toMatchObject({ state: 'refused', refusal: { code }, bytesKept: false });
});

test('a refused file is recorded on the connection, a refused dry run is not', async () => {
  const hrmos = await fixture.addConnection();
  const loadStatus = async () => {
    const [row] = await fixture.sql<{ error: unknown; ran: Date | null; ok: Date | null }>(
      'select last_error as error, last_run_at as ran, last_ok_at as ok from connection where id = ?',
      [hrmos.id],
    );
    return row;
  };
  await fixture.run(await fixture.receive(hrmos, Buffer.from('応募ID\n1\n'), true));
  expect(await loadStatus()).toEqual({ error: null, ran: null, ok: null });
  await fixture.run(await fixture.receive(hrmos, Buffer.from('応募ID\n1\n')));
  expect(await loadStatus()).toMatchObject({
    error: { code: 'refused', detail: expect.stringMatching(/^unknown_delimiter: /) },
    ran: expect.anything(),
    ok: null,
  });
});

const at = new Date('2026-11-24T00:00:00Z');
const row = { dryRun: false, layout: null, bytesKept: true, rowsKept: true, createdAt: at, endedAt: at } as const;
test.each([
  [{ state: 'receiving' }, receiveTimeoutMs, 'expire'],
  [{ state: 'needs_columns' }, keepBytesMs, 'expire'],
  [{ state: 'done', dryRun: true }, keepBytesMs, 'forget_bytes'],
  [{ state: 'done', bytesKept: false }, keepRowsMs, 'forget_rows'],
  [{ state: 'refused', bytesKept: false }, keepRowsMs, 'forget_rows'],
] as const)('%j waits, then acts', (parts, afterMs, next) => {
  const step = (ms: number) => evaluateImport({ ...row, ...parts }, at.getTime() + ms);
  expect(step(afterMs - 1)).toEqual({ kind: 'wait', untilMs: at.getTime() + afterMs, next });
  expect(step(afterMs)).toEqual({ kind: next });
});

test.each([
  [{ state: 'queued' }, 'look_through'],
  [{ state: 'running' }, 'look_through'],
  [{ state: 'running', layout: { format: { type: 'xlsx' }, header: [], headerRow: 1 } }, 'take_rows'],
  [{ state: 'done' }, 'forget_bytes'],
  [{ state: 'cancelled', dryRun: true }, 'forget_bytes'],
  [{ state: 'done', bytesKept: false, rowsKept: false }, 'none'],
] as const)('%j acts at once', (parts, kind) => {
  expect(evaluateImport({ ...row, ...parts }, at.getTime())).toEqual({ kind });
});

test('an upload that was cut off ends two hours later as refused, without its bytes, and never becomes an import', async () => {
  const hrmos = await fixture.addConnection();
  let goOn = () => {};
  const stalled = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const hasStored = Promise.withResolvers<void>();
  async function* upload() {
    yield Buffer.alloc(1_500_000, 'x');
    // Asked for more, so the first chunk is stored.
    hasStored.resolve();
    await stalled;
  }
  const file = { dryRun: false, fileName: 'a.csv', now: new Date() };
  const received = receiveFile(fixture.context.orm, hrmos, file, upload());
  const failure = received.catch((error: unknown) => error);
  await hasStored.promise;
  const [row] = await fixture.sql<{ id: string }>(
    `select id from file_import where connection_id = ? and state = 'receiving'`,
    [hrmos.id],
  );
  if (row === undefined) throw new Error('Nothing is being received');
  const { companyId } = fixture;
  const ref = { importId: row.id, companyId };
  const later = file.now.getTime() + receiveTimeoutMs;
  expect(await nextImportStep(fixture.context, ref, later)).toEqual({ kind: 'expire' });
  await expireImport(fixture.context, ref);
  expect(await fixture.run(ref)).toMatchObject({
    state: 'refused',
    refusal: { code: 'upload_interrupted' },
    bytesKept: false,
  });
  expect(await fixture.sql('select n from file_import_chunk where import_id = ?', [row.id])).toEqual([]);
  goOn();
  expect(await failure).toBeInstanceOf(Error);
  expect(await fixture.loadImport(row.id)).toMatchObject({ state: 'refused' });
  const [faults] = await fixture.sql('select last_error from connection where id = ?', [hrmos.id]);
  expect(faults).toEqual({ last_error: null });
});
