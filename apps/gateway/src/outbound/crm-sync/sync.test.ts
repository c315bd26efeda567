import { Candidate, type JsonObject, withCompany } from '@goen/case-store';
import type { ConnectionView, SyncRecordView } from '@goen/contracts/public';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeEach(async () => {
  gateway = await startGatewayFixture();
});
afterEach(() => gateway?.close());

const connect = async (kind: string, settings: JsonObject = {}, secrets: Record<string, string> = {}) => {
  const answer = await gateway.post('/v1/connections', { kind, name: kind, settings, secrets });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as ConnectionView).id;
};
const talentcloud = (exported: JsonObject = {}) => connect('talentcloud', { export: exported });
const report = (parts: Parameters<typeof aReport>[0] = {}) => gateway.post('/v1/rejections', aReport(parts));
const listRecords = async (id: string, query = '') =>
  (await (await gateway.request(`/v1/connections/${id}/records${query}`)).json()) as {
    items: SyncRecordView[];
    next: string | null;
  };

test('lists pending candidates in pages and stuck ones with their fault', async () => {
  const id = await talentcloud();
  for (let n = 0; n < 3; n += 1) expect((await report()).status).toBe(202);
  const first = await listRecords(id, '?limit=2');
  const second = await listRecords(id, `?limit=2&cursor=${first.next}`);
  const all = [...first.items, ...second.items];
  expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
  expect(all.map(({ state }) => state)).toEqual(Array(3).fill('pending'));
  expect(new Set(all.map((record) => record.candidate_id)).size).toBe(3);

  const fault = { code: 'refused', detail: 'upsert of candidates: INVALID_DATA (Email)' };
  const stuck = all[1]?.candidate_id ?? '';
  await gateway.rows(
    `update sync_record set state = 'stuck', due_at = null, last_fault = ?, failing_since = now() where candidate_id = ?`,
    [JSON.stringify(fault), stuck],
  );
  const shown = await listRecords(id, '?state=stuck');
  expect(shown.items).toMatchObject([{ candidate_id: stuck, state: 'stuck', fault }]);
  expect(shown.items[0]?.failing_since).not.toBeNull();

  const retry = (body: object) => gateway.post(`/v1/connections/${id}/records/retry`, body);
  expect(await (await retry({ candidate_ids: [all[0]?.candidate_id] })).json()).toEqual({ retried: 0 });
  expect((await retry({ candidate_id: [] })).status).toBe(422);
  expect(await (await retry({})).json()).toEqual({ retried: 1 });
  expect(await gateway.listAudit(id)).toContain('sync_records.retried');
  expect((await listRecords(id, '?state=stuck')).items).toEqual([]);
  expect((await listRecords(id, '?state=pending')).items).toHaveLength(3);
});

test('a resync starts at the first candidate of the pool', async () => {
  const id = await talentcloud();
  const answer = await gateway.post(`/v1/connections/${id}/resync`, {});
  expect(await gateway.listAudit(id)).toContain('connection.resynced');
  expect([answer.status, await answer.json()]).toEqual([202, { state: 'filling' }]);
  expect(await gateway.rows('select fill_after is not null as filling from sync_target')).toEqual([{ filling: true }]);
});

test.each([
  ['GET', 'records'],
  ['POST', 'records/retry'],
  ['POST', 'resync'],
  ['GET', 'export.csv'],
])('%s %s works for CRM connections of the company only', async (method, path) => {
  const [crm, ats] = [await talentcloud(), await connect('api')];
  const ask = (id: string, key: string) =>
    gateway.request(
      `/v1/connections/${id}/${path}`,
      { method, ...(method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}) },
      key,
    );
  expect((await ask(crm, gateway.aoba.key)).status).toBe(404);
  expect((await ask('nobody', gateway.hinode.key)).status).toBe(404);
  expect(await (await ask(ats, gateway.hinode.key)).json()).toMatchObject(
    path === 'export.csv'
      ? { status: 404, code: 'not_found' }
      : { status: 422, code: 'connection_takes_no_candidates' },
  );
  expect((await ask(crm, gateway.hinode.key)).ok).toBe(true);
});

const exportFile = async (id: string) => {
  const answer = await gateway.request(`/v1/connections/${id}/export.csv`);
  return { answer, bytes: Buffer.from(await answer.clone().arrayBuffer()) };
};

test('exports the chosen columns as UTF-8 with a BOM, without erased candidates or those of other companies', async () => {
  const columns = [
    { header: 'メール', field: 'email' },
    { header: '氏名', field: 'full_name' },
    { header: '状況', field: 'status' },
  ];
  const id = await talentcloud({ columns });
  await report({ candidate: { emails: [{ value: 'a@example.jp', type: 'personal' }] } });
  await report({ candidate: { emails: [{ value: 'erased@example.jp', type: 'personal' }] } });
  await gateway.post('/v1/rejections', aReport(), {}, gateway.aoba.key);
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    em.nativeUpdate(Candidate, { email: 'erased@example.jp' }, { erasedAt: new Date() }),
  );
  const { answer, bytes } = await exportFile(id);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="candidates.csv"');
  expect(bytes.toString('utf8')).toBe('\uFEFFメール,氏名,状況\r\na@example.jp,髙橋 由紀,フォロー中\r\n');
});

test('writes CP932, or names candidate and field of a character it lacks without quoting it', async () => {
  const id = await talentcloud({ encoding: 'cp932', columns: [{ header: '氏名', field: 'full_name' }] });
  await report({ candidate: { family_name: '髙橋〜' } });
  const first = await exportFile(id);
  expect(first.answer.headers.get('content-type')).toBe('text/csv; charset=windows-31j');
  expect(new TextDecoder('shift_jis').decode(first.bytes)).toBe('氏名\r\n髙橋～ 由紀\r\n');
  await report({ candidate: { family_name: '𠮷田' } });
  const { answer, bytes } = await exportFile(id);
  expect(answer.status).toBe(422);
  const problem = bytes.toString('utf8');
  expect(JSON.parse(problem)).toMatchObject({
    code: 'text_not_in_encoding',
    errors: [{ code: 'unwritable_character', detail: 'U+20BB7 is not in cp932.' }],
  });
  expect(problem).not.toContain('𠮷');
});
