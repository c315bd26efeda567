import { randomBytes, randomUUID } from 'node:crypto';
import { type ImportView, maxImportBytes, maxUnfinishedImports } from '@goen/contracts/public';
import { serveApp } from '@goen/service-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
let connection: string;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  connection = await connect('hrmos');
});
afterAll(() => gateway?.close());
/** No worker runs here: each test starts without unfinished imports. */
const endAllImports = () =>
  gateway.rows(`update file_import set state = 'cancelled', ended_at = now() where ended_at is null returning id`);
beforeEach(endAllImports);

const connect = async (kind: string, key = gateway.hinode.key) =>
  ((await (await gateway.post('/v1/connections', { kind, name: kind }, {}, key)).json()) as { id: string }).id;
const send = (
  body: FormData | string,
  type: string | null,
  query = `connection_id=${connection}`,
  key = gateway.hinode.key,
) =>
  gateway.request(
    `/v1/imports?${query}`,
    { method: 'POST', body, ...(type === null ? {} : { headers: { 'content-type': type } }) },
    key,
  );
const csv = () => `応募ID,氏名,選考ステータス\r\n${randomUUID()},山田,不採用\r\n`;
const importFile = async (body: FormData | string = csv(), type: string | null = 'text/csv', query?: string) =>
  (await (await send(body, type, query)).json()) as ImportView;
const post = (path: string, body: object = {}) => gateway.post(`/v1/imports/${path}`, body);
const get = async <T>(path: string) => (await (await gateway.request(`/v1/imports${path}`)).json()) as T;
const setState = (id: string, parts: string) => gateway.rows(`update file_import set ${parts} where id = ?`, [id]);
const readStoredBytes = async (id: string) => {
  const chunks = await gateway.rows<{ bytes: Buffer }>(
    'select bytes from file_import_chunk where import_id = ? order by n',
    [id],
  );
  return Buffer.concat(chunks.map(({ bytes }) => bytes));
};

test('imports a file that is the body', async () => {
  const file = csv();
  const response = await send(file, 'text/csv; charset=utf-8', `connection_id=${connection}&file_name=a.csv`);
  expect(response.status).toBe(202);
  const view = (await response.json()) as ImportView;
  expect(view).toMatchObject({
    connection_id: connection,
    state: 'queued',
    dry_run: false,
    file: { name: 'a.csv', bytes: Buffer.byteLength(file), format: null, kept: true },
    rows: { done: 0, of: null },
    refusal: null,
    proposal: null,
  });
  expect((await readStoredBytes(view.id)).toString()).toBe(file);
  expect(await get(`/${view.id}`)).toEqual(view);
  const again = await importFile(file);
  expect(again.id).toBe(view.id);
  const outbox = await gateway.rows('select 1 from outbox where import_id = ? and next_attempt_at < ?', [
    view.id,
    gateway.clock.now,
  ]);
  expect(outbox).toHaveLength(1);
});

test.each(['application/vnd.ms-excel', 'application/csv', 'text/plain; charset=Shift_JIS', 'Text/CSV'])(
  'imports a file sent as %s',
  async (type) => {
    expect(await importFile(csv(), type)).toMatchObject({ state: 'queued' });
  },
);

test('imports the file of a form with its name and ignores other fields', async () => {
  const bytes = randomBytes(2_300_000);
  const form = new FormData();
  form.append('note', 'ignored');
  form.append('file', new Blob([bytes]), '応募者一覧.xlsx');
  form.append('after', 'ignored');
  const view = await importFile(form, null);
  expect(view).toMatchObject({ state: 'queued', file: { name: '応募者一覧.xlsx', bytes: bytes.length } });
  expect((await readStoredBytes(view.id)).equals(bytes)).toBe(true);
});

const buildForm = (files: number) => {
  const form = new FormData();
  for (let n = 0; n < files; n += 1) form.append('file', new Blob([`${n}`]), 'a.csv');
  return form;
};
test.each([
  ['without a file', () => buildForm(0), null],
  ['with two files', () => buildForm(2), null],
  [
    'cut off',
    () => '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nabc',
    'multipart/form-data; boundary=x',
  ],
  ['without a boundary', () => 'x', 'multipart/form-data'],
])('refuses a form %s and stores nothing', async (_, body, type) => {
  const before = await gateway.rows('select id from file_import');
  const refused = await send(body(), type);
  expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'invalid_request' }]);
  expect(await gateway.rows('select id from file_import')).toEqual(before);
});

/** Node's fetch asks for it; the types of browsers do not know it. */
const halfDuplex = { duplex: 'half' };

test('refuses a file over its limit, declared or not; the limit of other bodies does not apply', async () => {
  const server = await serveApp(gateway.app, { port: 0, host: '127.0.0.1' });
  const headers = { authorization: `Bearer ${gateway.hinode.key}`, 'content-type': 'text/csv' };
  const post = (body: ReadableStream<Uint8Array>, more: Record<string, string> = {}) =>
    fetch(`${server.url}/v1/imports?connection_id=${connection}`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body,
      ...halfDuplex,
    });
  const stream = (bytes: number) => {
    let left = bytes;
    const piece = new Uint8Array(1_000_000).fill(97);
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left <= 0) return controller.close();
        controller.enqueue(piece.subarray(0, left));
        left -= piece.length;
      },
    });
  };
  try {
    const large = await post(stream(60_000_000));
    expect([large.status, await large.json()]).toMatchObject([202, { file: { bytes: 60_000_000 } }]);
    const declared = await gateway.request(`/v1/imports?connection_id=${connection}`, {
      method: 'POST',
      body: 'a',
      headers: { 'content-type': 'text/csv', 'content-length': String(maxImportBytes + 1) },
    });
    expect(declared.status).toBe(413);
    const streamed = await post(stream(maxImportBytes + 1));
    expect([streamed.status, await streamed.json()]).toMatchObject([413, { code: 'body_too_large' }]);
    expect(await gateway.rows(`select id from file_import where state = 'receiving'`)).toEqual([]);
  } finally {
    await server.close();
  }
}, 120_000);

test.each([
  ['another media type', 'application/json', undefined, 415, 'unsupported_media_type'],
  ['no connection', 'text/csv', '', 422, 'invalid_request'],
  ['an unknown query parameter', 'text/csv', `connection_id=${randomUUID()}&dryrun=true`, 422, 'invalid_request'],
  ['an unknown connection', 'text/csv', `connection_id=${randomUUID()}`, 422, 'unknown_connection'],
])('refuses %s', async (_name, type, query, status, code) => {
  const refused = await send('a,b\n', type, query);
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([status, code]);
});

test('limits the unfinished imports per company', async () => {
  const ids: string[] = [];
  for (let n = 0; n < maxUnfinishedImports; n += 1) ids.push((await importFile()).id);
  const refused = await send(csv(), 'text/csv');
  expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'too_many_imports' }]);
  const theirs = await connect('hrmos', gateway.aoba.key);
  expect((await send(csv(), 'text/csv', `connection_id=${theirs}`, gateway.aoba.key)).status).toBe(202);
  await post(`${ids[0]}/cancel`);
  expect((await send(csv(), 'text/csv')).status).toBe(202);
});

test('refuses a connection of another company, one without files and a paused one', async () => {
  const theirs = await connect('hrmos', gateway.aoba.key);
  const api = await connect('api');
  const paused = await connect('hrmos');
  const patch = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"state":"paused"}' };
  await gateway.request(`/v1/connections/${paused}`, patch);
  const codes = [theirs, api, paused].map(async (id) => {
    const refused = await send('a,b\n', 'text/csv', `connection_id=${id}`);
    return [refused.status, ((await refused.json()) as { code: string }).code];
  });
  expect(await Promise.all(codes)).toEqual([
    [422, 'unknown_connection'],
    [422, 'connection_takes_no_files'],
    [409, 'connection_paused'],
  ]);
});

test('requires scopes, and another company finds nothing', async () => {
  const { id } = await importFile();
  const reader = await createKey(gateway.admin, { company: 'hinode', name: 'r', scopes: ['imports:read'] });
  const writer = await createKey(gateway.admin, { company: 'hinode', name: 'w', scopes: ['imports:write'] });
  expect((await send(csv(), 'text/csv', undefined, reader.key)).status).toBe(403);
  expect((await send(csv(), 'text/csv', undefined, 'goen_wrong')).status).toBe(401);
  expect((await gateway.request(`/v1/imports/${id}`, {}, writer.key)).status).toBe(403);
  expect((await gateway.post(`/v1/imports/${id}/columns`, { columns: {} }, {}, reader.key)).status).toBe(403);
  for (const path of ['', '/rows', '/refused.csv'])
    expect((await gateway.request(`/v1/imports/${id}${path}`, {}, gateway.aoba.key)).status).toBe(404);
  for (const act of ['run', 'cancel', 'columns'])
    expect((await gateway.post(`/v1/imports/${id}/${act}`, { columns: {} }, {}, gateway.aoba.key)).status).toBe(404);
});

test('lists imports in pages, by connection and state', async () => {
  const own = await connect('file');
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    gateway.clock.now = new Date(gateway.clock.now.getTime() + 1_000);
    ids.unshift((await importFile(csv(), 'text/csv', `connection_id=${own}`)).id);
  }
  type Page = { items: ImportView[]; next: string | null };
  const first = await get<Page>(`?connection_id=${own}&limit=2`);
  const second = await get<Page>(`?connection_id=${own}&limit=2&cursor=${first.next}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.next).toBeNull();
  expect((await get<Page>(`?connection_id=${own}&state=done`)).items).toEqual([]);
});

test('shows the statuses of a file, rejections first, then offers', async () => {
  const { id } = await importFile();
  const toEntry = (status: string, rows: number, parts: object) => ({ status, rows, is_rejection: false, ...parts });
  const other = toEntry('選考中', 9, {});
  const offer = toEntry('内定', 1, { is_offer: true });
  const rejection = toEntry('不採用', 2, { is_rejection: true, is_offer: false });
  await setState(id, `statuses = '${JSON.stringify([other, offer, rejection])}'`);
  // Imports of earlier versions have no `is_offer`.
  expect((await get<ImportView>(`/${id}`)).statuses).toEqual([rejection, offer, { ...other, is_offer: false }]);
});

test('runs a dry run while its file is stored', async () => {
  const view = await importFile(csv(), 'text/csv', `connection_id=${connection}&dry_run=true`);
  expect(view).toMatchObject({ dry_run: true });
  expect(await (await post(`${view.id}/run`)).json()).toMatchObject({ status: 409, code: 'import_not_ready' });
  await setState(view.id, `state = 'done', ended_at = now(), rows_done = 1, layout = '{}'`);
  const run = (await (await post(`${view.id}/run`)).json()) as ImportView;
  expect(run).toMatchObject({ id: view.id, dry_run: false, state: 'queued', rows: { done: 0 }, ended_at: null });
  expect(((await (await post(`${view.id}/run`)).json()) as ImportView).id).toBe(view.id);
  expect(await gateway.listAudit(view.id)).toEqual(['import.uploaded', 'import.run']);

  const gone = await importFile(csv(), 'text/csv', `connection_id=${connection}&dry_run=true`);
  await setState(gone.id, `state = 'done', ended_at = now(), bytes_kept = false`);
  const refused = await post(`${gone.id}/run`);
  expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'import_file_deleted' }]);
});

test('corrects rows of a dry run, lets an ignored status count, and repeats the dry run', async () => {
  const own = await connect('hrmos');
  const view = await importFile(csv(), 'text/csv', `connection_id=${own}&dry_run=true`);
  const correct = (body: object, row = 3) =>
    gateway.request(`/v1/imports/${view.id}/rows/${row}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect(await (await post(`${view.id}/recheck`)).json()).toMatchObject({ code: 'import_not_ready' });
  const layout = JSON.stringify({ format: { type: 'xlsx' }, header: ['応募ID', 'メール'], headerRow: 1 });
  const finish = `state = 'done', ended_at = now(), layout = '${layout}', columns = '{"emails": "メール"}'`;
  await setState(view.id, finish);
  await gateway.rows(
    `insert into file_import_row (import_id, row, company_id, outcome, cells, errors) values (?, 3, ?, 'refused', ?, '[]'), (?, 2, ?, 'new', null, null)`,
    [view.id, gateway.hinode.id, JSON.stringify(['A-1']), view.id, gateway.hinode.id],
  );
  const corrected = await correct({ cells: { メール: 'yuki@example.jp' } });
  expect([corrected.status, await corrected.json()]).toMatchObject([
    200,
    { row: 3, outcome: 'refused', corrected: true, cells: { 応募ID: 'A-1', メール: 'yuki@example.jp' } },
  ]);
  const [stored] = await gateway.rows<{ person_hashes: string[] }>(
    'select person_hashes from file_import_row where import_id = ? and row = 3',
    [view.id],
  );
  expect(stored?.person_hashes).toHaveLength(1);
  const unknown = await correct({ cells: { 'a/b': 'x' } });
  expect([unknown.status, await unknown.json()]).toMatchObject([
    422,
    { errors: [{ pointer: '/cells/a~1b', code: 'unknown_column' }] },
  ]);
  expect((await correct({ cells: { メール: 'x' } }, 2)).status).toBe(404);

  const again = await post(`${view.id}/recheck`);
  expect([again.status, await again.json()]).toMatchObject([202, { state: 'queued', dry_run: true, ended_at: null }]);
  expect(await gateway.rows('select row from file_import_row where import_id = ?', [view.id])).toEqual([{ row: 3 }]);
  await setState(view.id, finish);
  const status = { status: '不採用(スキル不足)', means: 'rejection' };
  const counted = await post(`${view.id}/statuses`, status);
  expect([counted.status, await counted.json()]).toMatchObject([202, { state: 'queued' }]);
  const { settings } = (await (await gateway.request(`/v1/connections/${own}`)).json()) as {
    settings: { rejection_statuses: string[] };
  };
  expect(settings.rejection_statuses).toEqual(expect.arrayContaining(['不採用', '不採用(スキル不足)']));
  expect(await gateway.listAudit(view.id)).toEqual([
    'import.uploaded',
    'import.row_corrected',
    'import.rechecked',
    'import.status_added',
  ]);

  await setState(view.id, finish);
  const undated = { undated_rejections: 'rejection_mail' };
  const chosen = await post(`${view.id}/undated-rejections`, undated);
  expect([chosen.status, await chosen.json()]).toMatchObject([202, { state: 'queued', undated: null }]);
  // What was added before stays.
  expect(await (await gateway.request(`/v1/connections/${own}`)).json()).toMatchObject({
    settings: { ...settings, ...undated },
  });
  expect(await gateway.listAudit(view.id)).toContain('import.undated_chosen');
});

test('cancels an unfinished import', async () => {
  const { id } = await importFile();
  const cancelled = await post(`${id}/cancel`);
  expect([cancelled.status, await cancelled.json()]).toMatchObject([202, { state: 'cancelled' }]);
  expect((await post(`${id}/cancel`)).status).toBe(202);
  const done = await importFile();
  await setState(done.id, `state = 'done', ended_at = now()`);
  expect((await post(`${done.id}/cancel`)).status).toBe(409);
});

test('saves columns for the connection and resumes the import', async () => {
  const own = await connect('jobcan');
  const { id } = await importFile(csv(), 'text/csv', `connection_id=${own}`);
  const columns = { application_id: '応募ID', status: '選考ステータス' };
  expect((await post(`${id}/columns`, { columns })).status).toBe(409);
  const proposal = { header: ['応募ID', '選考ステータス'], sample: [['1', '不採用']], proposed: [] };
  await setState(id, `state = 'needs_columns', proposal = '${JSON.stringify(proposal)}'`);
  expect(await get(`/${id}`)).toMatchObject({ state: 'needs_columns', proposal });
  const wrong = await post(`${id}/columns`, { columns: { ...columns, emails: 'メール' } });
  expect([wrong.status, await wrong.json()]).toMatchObject([
    422,
    { errors: [{ pointer: '/columns/emails', code: 'column_missing' }] },
  ]);
  const undecided = await post(`${id}/columns`, { columns });
  expect([undecided.status, await undecided.json()]).toMatchObject([
    422,
    { errors: [{ pointer: '/undated_rejections', code: 'choice_required' }] },
  ]);
  const settings = { columns, undated_rejections: 'no_rejection_mail' };
  const saved = await post(`${id}/columns`, settings);
  expect([saved.status, await saved.json()]).toMatchObject([202, { state: 'queued', proposal: null }]);
  expect(await (await gateway.request(`/v1/connections/${own}`)).json()).toMatchObject({ settings });
  expect(await gateway.listAudit(id)).toEqual(['import.uploaded', 'import.columns_saved']);
  // Chosen once for the connection, or not needed where a column has the date.
  await setState(id, `state = 'needs_columns', proposal = '${JSON.stringify(proposal)}'`);
  expect((await post(`${id}/columns`, { columns })).status).toBe(202);
  const dated = await connect('file');
  const other = await importFile(csv(), 'text/csv', `connection_id=${dated}`);
  const withDate = { ...proposal, header: [...proposal.header, '選考終了日'] };
  await setState(other.id, `state = 'needs_columns', proposal = '${JSON.stringify(withDate)}'`);
  const mapped = await post(`${other.id}/columns`, { columns: { ...columns, rejected_at: '選考終了日' } });
  expect(mapped.status).toBe(202);
});

test('lists rows in pages and exports the refused ones', async () => {
  const { id } = await importFile();
  const header = JSON.stringify({ format: { type: 'xlsx' }, header: ['応募ID', '氏名'], headerRow: 1 });
  await setState(id, `layout = '${header}'`);
  const row = (n: number, outcome: string, cells: string[] | null, errors: object[] | null) =>
    gateway.rows(
      `insert into file_import_row (import_id, row, company_id, outcome, cells, errors) values (?, ?, ?, ?, ?, ?)`,
      [id, n, gateway.hinode.id, outcome, cells && JSON.stringify(cells), errors && JSON.stringify(errors)],
    );
  await row(2, 'new', null, null);
  const detail = 'the row has no mail address';
  await row(3, 'refused', ['A,1', '山田 "太郎"'], [{ column: 'メール', code: 'address_missing', detail }]);
  await row(4, 'refused', ['A-2', '鈴木', '余り'], [{ column: null, code: 'too_many_cells', detail: 'x' }]);
  type Page = { items: { row: number }[]; next: string | null };
  const first = await get<Page>(`/${id}/rows?limit=2`);
  expect(first.items.map(({ row: n }) => n)).toEqual([2, 3]);
  expect((await get<Page>(`/${id}/rows?cursor=${first.next}`)).items).toMatchObject([{ row: 4, outcome: 'refused' }]);
  expect((await get<Page>(`/${id}/rows?outcome=new`)).items).toEqual([
    {
      row: 2,
      outcome: 'new',
      errors: [],
      changed: [],
      dropped_fields: [],
      person: null,
      plan: null,
      cells: null,
      corrected: false,
    },
  ]);
  const file = await gateway.request(`/v1/imports/${id}/refused.csv`);
  expect(file.headers.get('content-type')).toContain('text/csv');
  expect(Buffer.from(await file.arrayBuffer()).toString()).toBe(
    `\uFEFF応募ID,氏名,取り込めなかった理由\n"A,1","山田 ""太郎""",メール: ${detail} (address_missing)\nA-2,鈴木,x (too_many_cells),余り\n`,
  );
});

test('accepts or refuses any body without an internal error', async () => {
  const part = fc.constantFrom(
    '--x\r\n',
    '--x--\r\n',
    '\r\n\r\n',
    'Content-Disposition: form-data; name="f"; filename="a.csv"\r\n',
    'Content-Type: text/csv\r\n',
    '応募ID,氏名\r\n',
    '\u0000',
  );
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.array(part, { maxLength: 12 }).map((parts) => Buffer.from(parts.join(''))),
  );
  const type = fc.constantFrom(
    'text/csv',
    'application/octet-stream',
    'multipart/form-data; boundary=x',
    'multipart/form-data; boundary="',
    'multipart/form-data;boundary=',
    'text/html',
  );
  await fc.assert(
    fc.asyncProperty(body, type, async (bytes, contentType) => {
      await endAllImports();
      const answer = await gateway.request(`/v1/imports?connection_id=${connection}`, {
        method: 'POST',
        body: bytes,
        headers: { 'content-type': contentType },
      });
      expect([202, 413, 415, 422]).toContain(answer.status);
    }),
    { numRuns: 150 },
  );
  expect(await gateway.rows(`select id from file_import where state = 'receiving'`)).toEqual([]);
});

test('lists the connections that take files, to those who may not see their settings', async () => {
  const jobcan = await connect('jobcan');
  const api = await connect('api');
  const { key } = await createKey(gateway.admin, { company: 'hinode', name: 's', scopes: ['imports:read'] });
  const list = async (as: string) =>
    ((await (await gateway.request('/v1/import-sources', {}, as)).json()) as { items: { connection_id: string }[] })
      .items;
  const items = await list(key);
  expect(items).toContainEqual({ connection_id: jobcan, kind: 'jobcan', name: 'jobcan', state: 'active' });
  expect(items.map(({ connection_id: id }) => id)).not.toContain(api);
  expect((await list(gateway.aoba.key)).map(({ connection_id: id }) => id)).not.toContain(jobcan);
});
