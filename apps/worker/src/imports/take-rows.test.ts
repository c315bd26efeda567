import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv, hrmosHeader, rejectedRow, startImportFixture } from '../testing/import-fixture.ts';
import { lookThrough } from './look-through.ts';
import { takeRows } from './take-rows.ts';

let fixture: Awaited<ReturnType<typeof startImportFixture>>;
beforeAll(async () => {
  fixture = await startImportFixture();
});
afterAll(() => fixture?.close());

const many = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => rejectedRow(`M-${from + n}`));

test('an export becomes cases, and the same or an overlapping export starts no case twice', async () => {
  const hrmos = await fixture.addConnection();
  const file = csv([...many(0, 20), rejectedRow('W-1', { status: '辞退' }), rejectedRow('S-1', { status: '選考中' })]);
  const first = await fixture.receive(hrmos, file);
  expect(await fixture.run(first)).toMatchObject({
    state: 'done',
    rowCount: 22,
    rowsDone: 22,
    counts: { new: 20, known: 0, changed: 0, refused: 0, not_a_rejection: 2 },
    statuses: [
      { status: '不採用', rows: 20, is_rejection: true, is_offer: false },
      { status: '辞退', rows: 1, is_rejection: false, is_offer: false },
      { status: '選考中', rows: 1, is_rejection: false, is_offer: false },
    ],
    bytesKept: false,
  });
  expect(await fixture.sql('select 1 from file_import_chunk')).toEqual([]);
  expect(await fixture.receive(hrmos, file)).toEqual(first);
  const before = await fixture.counts();
  const changed = csv([...many(5, 20), rejectedRow('M-0', { email: 'new@example.jp' })]);
  const again = await fixture.receive(hrmos, changed);
  expect(await fixture.run(again)).toMatchObject({ counts: { new: 0, known: 15, changed: 1, refused: 0 } });
  const after = await fixture.counts();
  expect(after).toMatchObject({
    rejection: before.rejection,
    follow_up_case: before.follow_up_case,
    candidate: before.candidate,
  });
  const overlapping = await fixture.receive(hrmos, csv(many(10, 30)));
  expect(await fixture.run(overlapping)).toMatchObject({ counts: { new: 10, known: 10 } });
  expect(await fixture.cases(hrmos.id)).toHaveLength(30);
  const [{ counts } = { counts: null }] = await fixture.sql<{ counts: object }>(
    'select counts from connection where id = ?',
    [hrmos.id],
  );
  expect(counts).toEqual({ received: 56, accepted: 30, known: 26, refused: 0 });
});

test('rows with one address and other names are two candidates, held until it is decided', async () => {
  const hrmos = await fixture.addConnection();
  const email = 'tanto@agency.example.com';
  const rows = [
    rejectedRow('G-1', { email, name: '紹介 一郎' }),
    rejectedRow('G-2', { email, name: '推薦 花子' }),
    rejectedRow('G-3', { email, name: '推薦　花子' }),
    rejectedRow('5.54023E+17', { email: 'z1@example.com' }),
  ];
  const ref = await fixture.receive(hrmos, csv(rows));
  expect(await fixture.run(ref)).toMatchObject({ counts: { new: 3, refused: 1 } });
  expect((await fixture.rows(ref.importId)).flatMap(({ errors }) => errors ?? [])).toMatchObject([
    { code: 'rounded_id', column: '応募ID' },
  ]);
  const held = await fixture.sql<{ next_step: string; next_mail: string | null }>(
    `select next_step, next_mail from follow_up_case c join candidate p on p.id = c.candidate_id where p.email = ?`,
    [email],
  );
  expect(held).toEqual(Array.from({ length: 2 }, () => ({ next_step: 'address_decision', next_mail: null })));
  expect(await fixture.sql('select state, owner_id from shared_address')).toEqual([{ state: 'open', owner_id: null }]);
});

test('a dry run changes nothing and reports per row exactly what the import then does', async () => {
  const hrmos = await fixture.addConnection();
  await fixture.run(await fixture.receive(hrmos, csv([rejectedRow('D-1'), rejectedRow('D-2')])));
  const rows = [
    rejectedRow('D-1'),
    rejectedRow('D-2', { name: '山田 次郎' }),
    rejectedRow('D-3'),
    rejectedRow('D-3'),
    rejectedRow('D-3', { name: '鈴木 一' }),
    rejectedRow('D-4', { date: '26/11/20' }),
    rejectedRow('D-5', { date: '2099/1/1' }),
    rejectedRow('D-6', { status: '選考中' }),
    // More than one transaction of the import.
    ...many(2_000, 3_500),
    ...many(2_990, 3_010),
    rejectedRow('D-7', { email: 'M-2000@example.jp', name: '別 名' }),
  ];
  const before = await fixture.counts();
  const dry = await fixture.receive(hrmos, csv(rows), true);
  const rehearsed = await fixture.run(dry);
  expect(await fixture.counts()).toEqual({ ...before, outbox: (before.outbox ?? 0) + 2 });
  expect(rehearsed).toMatchObject({
    state: 'done',
    bytesKept: true,
    counts: { new: 1_502, known: 22, changed: 2, refused: 2, not_a_rejection: 1 },
    statuses: [
      { status: '不採用', rows: 1_528, is_rejection: true, is_offer: false },
      { status: '選考中', rows: 1, is_rejection: false, is_offer: false },
    ],
  });
  const rehearsedRows = await fixture.rows(dry.importId);
  expect(rehearsedRows).toHaveLength(1_528);
  const briefly = rehearsedRows
    .slice(0, 7)
    .map(({ row, outcome, changed, errors }) => [
      row,
      outcome,
      changed ?? errors?.map(({ code, column }) => [code, column]),
    ]);
  expect(briefly).toEqual([
    [2, 'known', []],
    [3, 'changed', ['givenName', 'fullName']],
    [4, 'new', []],
    [5, 'known', []],
    [6, 'changed', ['familyName', 'givenName', 'fullName']],
    [7, 'refused', [['two_digit_year', '不採用日']]],
    [8, 'refused', [['rejected_in_future', '不採用日']]],
  ]);
  const real = await fixture.run(await fixture.receive(hrmos, csv(rows)));
  expect([real.counts, real.statuses]).toEqual([rehearsed.counts, rehearsed.statuses]);
  const refused = rehearsedRows.filter(({ outcome }) => outcome === 'refused');
  const kept = await fixture.rows(real.id);
  expect(kept.map(({ row, cells, errors }) => ({ row, cells, errors }))).toEqual(
    refused.map(({ row, cells, errors }) => ({ row, cells, errors })),
  );
  expect(kept[0]?.cells).toEqual(rows[5]);
});

test('a dry run says of whom each row is and what it would do; corrected rows are read as corrected, and erased with their person', async () => {
  const hrmos = await fixture.addConnection();
  const old = new Date(Date.now() - 57 * 24 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '/');
  const file = csv([
    rejectedRow('P-1', { name: '山田 太郎', email: 'p1@example.jp' }),
    rejectedRow('P-2', { name: '鈴木 花子', email: 'p2@example.jp', date: old }),
    rejectedRow('P-3', { name: '佐藤 次郎', email: 'p3@example.jp', date: '26/11/20' }),
  ]);
  const ref = await fixture.receive(hrmos, file, true);
  expect(await fixture.run(ref)).toMatchObject({ state: 'done', counts: { new: 2, refused: 1 } });
  const [first, late, refused] = await fixture.rows(ref.importId);
  expect(first).toMatchObject({
    person: { name: '山田 太郎', email: 'p1@example.jp' },
    plan: { will_be_mailed: true, not_mailed_reason: null, next_step: 'rejection_mail' },
    cells: null,
  });
  expect(late?.plan).toMatchObject({ will_be_mailed: false, not_mailed_reason: 'reported_too_late' });
  expect(refused).toMatchObject({ outcome: 'refused', plan: null, person: null });

  const cells = refused?.cells?.map((cell) => (cell === '26/11/20' ? '2026/11/20' : cell)) ?? [];
  await fixture.sql(`update file_import_row set cells = ?, corrected_by = 'system' where import_id = ? and row = 4`, [
    JSON.stringify(cells),
    ref.importId,
  ]);
  const again = `update file_import set state = 'queued', layout = null, ended_at = null, cursor_row = 0, rows_done = 0`;
  await fixture.sql(`${again} where id = ?`, [ref.importId]);
  expect(await fixture.run(ref)).toMatchObject({ state: 'done', counts: { new: 3, refused: 0 } });
  const corrected = (await fixture.rows(ref.importId))[2];
  expect(corrected).toMatchObject({ outcome: 'new', person: { name: '佐藤 次郎' }, cells, correctedBy: 'system' });

  await fixture.sql(`${again}, dry_run = false where id = ?`, [ref.importId]);
  expect(await fixture.run(ref)).toMatchObject({ state: 'done', counts: { new: 3, refused: 0 } });
  expect(await fixture.cases(hrmos.id)).toHaveLength(3);
  const left = await fixture.rows(ref.importId);
  expect(left.filter(({ correctedBy }) => correctedBy)).toMatchObject([{ row: 4, outcome: 'new' }]);
  await fixture.erase('P-3', hrmos.id);
  expect((await fixture.rows(ref.importId)).some(({ row }) => row === 4)).toBe(false);
});

test('a dry run counts whom nobody can be mailed, who can be corrected, and says who waits for a correction', async () => {
  const hrmos = await fixture.addConnection();
  await fixture.run(await fixture.receive(hrmos, csv([rejectedRow('U-1')])));
  await fixture.sql(
    `insert into correction_request (id, company_id, candidate_id, text, state, asked_at)
     select gen_random_uuid(), company_id, id, '姓が変わりました', 'open', now() from candidate where remote_id = 'U-1'`,
  );
  const rows = [
    rejectedRow('U-1', { name: '山田 次郎' }),
    rejectedRow('U-2', { email: 'hanako(at)example.jp' }),
    rejectedRow('U-3', { email: ' ' }),
    rejectedRow('U-4'),
    rejectedRow('U-5', { name: ' ' }),
  ];
  const ref = await fixture.receive(hrmos, csv(rows), true);
  expect(await fixture.run(ref)).toMatchObject({
    state: 'done',
    counts: { new: 3, changed: 1, refused: 1, without_address: 2 },
  });
  const kept = await fixture.rows(ref.importId);
  expect(
    kept.map(({ row, plan, cells }) => [row, plan?.open_correction, plan?.not_mailed_reason, cells !== null]),
  ).toEqual([
    [2, true, null, false],
    [3, false, 'address_unusable', true],
    [4, false, 'no_address', true],
    [5, false, null, false],
    [6, undefined, undefined, true],
  ]);
});

test('a crash midway neither loses nor duplicates rows', async () => {
  const hrmos = await fixture.addConnection();
  const ref = await fixture.receive(hrmos, csv([...many(5_000, 8_000), rejectedRow('X', { date: '26/1/1' })]));
  await lookThrough(fixture.context, ref);
  const abort = new AbortController();
  const interrupted = takeRows(fixture.context, ref, abort.signal);
  await expect
    .poll(async () => (await fixture.loadImport(ref.importId)).rowsDone, { interval: 5, timeout: 60_000 })
    .toBeGreaterThan(0);
  abort.abort();
  await expect(interrupted).rejects.toThrow(/abort/);
  const midway = await fixture.loadImport(ref.importId);
  expect(midway).toMatchObject({ state: 'running', rowCount: 3_001 });
  expect(midway.rowsDone).toBeLessThan(3_001);
  expect(await fixture.cases(hrmos.id)).toHaveLength(midway.counts.new);
  expect(await fixture.run(ref)).toMatchObject({ state: 'done', rowsDone: 3_001, counts: { new: 3_000, refused: 1 } });
  expect(await fixture.cases(hrmos.id)).toHaveLength(3_000);
});

test('two concurrent runs do not duplicate rows', async () => {
  const hrmos = await fixture.addConnection();
  const ref = await fixture.receive(hrmos, csv(many(9_000, 11_500)));
  await lookThrough(fixture.context, ref);
  await Promise.all([takeRows(fixture.context, ref), takeRows(fixture.context, ref)]);
  expect(await fixture.run(ref)).toMatchObject({ state: 'done', rowsDone: 2_500, counts: { new: 2_500, known: 0 } });
});

test('rows without a date are identified by their application', async () => {
  const hrmos = await fixture.addConnection();
  const names = hrmosHeader.filter((name) => name !== '不採用日');
  const rows = [1, 2].map((n) => rejectedRow(`U-${n}`).filter((_, index) => index !== 4));
  expect(await fixture.run(await fixture.receive(hrmos, csv(rows, names)))).toMatchObject({ counts: { new: 2 } });
  const more = csv([...rows, rejectedRow('U-3').filter((_, index) => index !== 4)], names);
  expect(await fixture.run(await fixture.receive(hrmos, more))).toMatchObject({ counts: { new: 1, known: 2 } });
  // The column is added later: still the same rejections.
  const dated = csv([rejectedRow('U-1'), rejectedRow('U-2')]);
  expect(await fixture.run(await fixture.receive(hrmos, dated))).toMatchObject({ counts: { new: 0, known: 2 } });
});

test.each([
  ['no rejection mail by default', {}, { setting: 'no_rejection_mail', is_chosen: false }, 'undated'],
  [
    'no rejection mail, as chosen',
    { undated_rejections: 'no_rejection_mail' },
    { setting: 'no_rejection_mail', is_chosen: true },
    'undated',
  ],
  ['a rejection mail', { undated_rejections: 'rejection_mail' }, { setting: 'rejection_mail', is_chosen: true }, null],
])('rejections without a date get %s, and the dry run says so', async (_, settings, expected, noResult) => {
  const hrmos = await fixture.addConnection('hrmos', settings);
  const file = csv([rejectedRow('Q-1'), rejectedRow('Q-2', { date: '' }), rejectedRow('Q-3', { date: ' ' })]);
  const undated = { rows: 2, ...expected };
  expect(await fixture.run(await fixture.receive(hrmos, file, true))).toMatchObject({ undated });
  expect(await fixture.run(await fixture.receive(hrmos, file))).toMatchObject({ counts: { new: 3 }, undated });
  const facts = await fixture.sql<{ id: string; reason: string | null }>(
    `select data->>'remoteId' as id, data->>'noResult' as reason from fact
     where kind = 'rejection.reported' and data->>'sourceKey' = ? order by id`,
    [`connection:${hrmos.id}`],
  );
  expect(facts).toEqual([
    { id: 'Q-1', reason: null },
    { id: 'Q-2', reason: noResult },
    { id: 'Q-3', reason: noResult },
  ]);
  // All are known now: nothing is left to choose.
  const again = Buffer.concat([file, Buffer.from('\r\n')]);
  expect(await fixture.run(await fixture.receive(hrmos, again, true))).toMatchObject({ undated: null });
});

test.each(['paused', 'deleted'])('a %s connection refuses imports, even midway', async (state) => {
  const hrmos = await fixture.addConnection();
  const setState = () => fixture.sql('update connection set state = ? where id = ?', [state, hrmos.id]);
  const ref = await fixture.receive(hrmos, csv(many(20_000, 20_010)));
  await lookThrough(fixture.context, ref);
  await setState();
  expect(await fixture.run(ref)).toMatchObject({
    state: 'refused',
    refusal: { code: `connection_${state}` },
    rowsDone: 0,
  });
  const next = await fixture.receive(hrmos, csv(many(20_000, 20_020)));
  expect(await fixture.run(next)).toMatchObject({ state: 'refused', refusal: { code: `connection_${state}` } });
  expect(await fixture.cases(hrmos.id)).toEqual([]);
});

test('a cancelled import stops', async () => {
  const hrmos = await fixture.addConnection();
  const ref = await fixture.receive(hrmos, csv(many(30_000, 30_010)));
  await lookThrough(fixture.context, ref);
  await fixture.sql(`update file_import set state = 'cancelled', ended_at = now() where id = ?`, [ref.importId]);
  await takeRows(fixture.context, ref);
  expect(await fixture.run(ref)).toMatchObject({ state: 'cancelled', rowsDone: 0, bytesKept: false });
});

test('the kind of a stage is derived from its name', async () => {
  const hrmos = await fixture.addConnection();
  await fixture.run(await fixture.receive(hrmos, csv([rejectedRow('T-1')])));
  expect(await fixture.cases(hrmos.id)).toMatchObject([{ remote_id: 'T-1', stage: 'interview', job_name: '営業' }]);
});
