import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayApp } from '../start-gateway.ts';
import { type PageFixture, type Person, startPageFixture } from '../testing/candidate-page-fixture.ts';
import { startMailServiceProcess } from '../testing/mail-service-process.ts';

let gateway: PageFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startPageFixture(), startMailServiceProcess()]);
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

const show = async ({ token }: Person, path = '') => gateway.open(`/c/${token}${path}`);

test('the page shows what is on record, from when follow-ups are sent, and hands it out as a file', async () => {
  const person = await gateway.person({ candidate: { phones: [{ value: '03-1234-5678' }], prefecture: '東京都' } });
  const text = await (await show(person)).text();
  for (const part of ['髙橋 由紀', '03-1234-5678', '東京都', 'TypeScript', 'エンジニア（2026年11月24日選考終了）']) {
    expect(text).toContain(part);
  }
  expect(text).toContain('2027年5月24日、2027年11月24日');
  await gateway.rows(`update rejection set reason = '秘密の理由' where candidate_id = ?`, [person.candidateId]);
  await gateway.rows(
    `insert into candidate_note select gen_random_uuid(), company_id, id, '内緒のメモ', 'system', now() from candidate where id = ?`,
    [person.candidateId],
  );
  const answer = await show(person, '/data');
  expect(answer.headers.get('content-disposition')).toContain('my-data.json');
  const file = await answer.text();
  expect(JSON.parse(file)).toMatchObject({
    details: { name: '髙橋 由紀', phones: ['03-1234-5678'], prefecture: '東京都' },
    consents: { relay: { state: 'unknown' } },
  });
  expect(file + text).not.toMatch(/秘密|内緒/);
});

test('a person asks for a correction, and sees what came of it', async () => {
  const person = await gateway.person();
  const fields = { action: 'correct', text: '姓は鈴木になりました' };
  for (let times = 0; times < 2; times += 1) {
    expect((await gateway.submit(`/c/${person.token}?lang=ja`, fields)).status).toBe(303);
  }
  expect((await gateway.submit(`/c/${person.token}`, { action: 'correct', text: ' ' })).status).toBe(422);
  const list = await gateway.request('/v1/correction-requests');
  const { items } = (await list.json()) as { items: { id: string; candidate_id: string; text: string }[] };
  const own = items.filter((item) => item.candidate_id === person.candidateId);
  expect(own).toMatchObject([{ text: fields.text, state: 'open' }]);
  const ofCandidate = async (id: string) =>
    (await (await gateway.request(`/v1/correction-requests?candidate_id=${id}`)).json()) as object;
  expect(await ofCandidate(person.candidateId)).toMatchObject({ items: own });
  expect(await ofCandidate(crypto.randomUUID())).toMatchObject({ items: [] });
  const path = `/v1/correction-requests/${own[0]?.id}/answer`;
  expect((await gateway.post(path, { outcome: 'refused' })).status).toBe(422);
  expect((await gateway.post(path, { outcome: 'done', answer: '名簿を直しました。' })).status).toBe(200);
  const again = await gateway.post(path, { outcome: 'done' });
  expect(await again.json()).toMatchObject({ code: 'correction_answered' });
  expect(await (await show(person)).text()).toContain('訂正しました。 名簿を直しました。');
  await gateway.submit(`/c/${person.token}`, { action: 'erase', confirm: 'yes' });
  expect(await gateway.rows('select 1 from correction_request where candidate_id = ?', [person.candidateId])).toEqual(
    [],
  );
});

const age = (person: Person, months: number, n = 1) =>
  gateway.rows(
    `update candidate_link set created_at = ?::timestamptz - make_interval(months => ?, days => 2) where candidate_id = ? and n = ?`,
    [gateway.clock.now, months, person.candidateId, n],
  );

test('a link expires 18 months after the last mail, then offers a new one by mail, once a day, and tells nobody more', async () => {
  const person = await gateway.person();
  await age(person, 17);
  expect((await show(person)).status).toBe(200);
  await age(person, 18);
  for (const path of ['', '/data']) {
    const expired = await show(person, path);
    expect(expired.status).toBe(410);
    expect(await expired.text()).not.toMatch(/髙橋|由紀|ひので|hinode/);
  }
  const decided = await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  expect([decided.status, await gateway.decided(person)]).toEqual([410, []]);

  const app = createGatewayApp({ ...gateway.context, mail: mail.address }, { operatorName: 'Goen' }, {});
  const ask = async (path: string) =>
    app.request(path, { method: 'POST', body: new URLSearchParams({ action: 'link.renew' }) });
  const [first, second] = [await ask(`/c/${person.token}?lang=ja`), await ask(`/c/${person.token}?lang=ja`)];
  expect([first.status, await first.text()]).toEqual([200, await second.text()]);
  const [{ email } = { email: '' }] = await gateway.rows<{ email: string }>(
    'select email from candidate where id = ?',
    [person.candidateId],
  );
  const read = async () => mail.inbox(email);
  await expect.poll(async () => (await read()).length, { timeout: 30_000 }).toBe(1);
  const [letter] = await read();
  const token = /\/c\/([\w-]{43})/.exec(letter?.text ?? '')?.[1] ?? '';
  expect((await gateway.open(`/c/${token}`)).status).toBe(200);
  // The old link stays expired.
  expect((await show(person)).status).toBe(410);
});

test('an expired link still unsubscribes, and that of an erased person still leads to the page', async () => {
  const person = await gateway.person();
  await age(person, 40);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await gateway.submit(`/u/${person.token}`, { 'List-Unsubscribe': 'One-Click' }, headers);
  expect(answer.status).toBe(200);
  expect((await gateway.decided(person)).map(({ kind }) => kind)).toEqual(['mail.unsubscribed']);
  await gateway.rows('update candidate set erased_at = now() where id = ?', [person.candidateId]);
  expect(await (await show(person)).text()).toContain('データを削除しました');
});
