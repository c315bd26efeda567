import { withCompany } from '@goen/case-store';
import { certifyMailErasure } from '@goen/cases';
import { candidateRecord, erasureCertificate } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

type Report = ReturnType<typeof aReport>;
/** Reports a rejection; returns what was reported and the candidate's id. */
async function report(parts: Parameters<typeof aReport>[0] = {}): Promise<{ report: Report; id: string }> {
  const body = aReport(parts);
  const answer = (await (await gateway.post('/v1/rejections', body)).json()) as { case_id: string };
  const [row] = await gateway.rows<{ id: string }>('select candidate_id as id from follow_up_case where id = ?', [
    answer.case_id,
  ]);
  return { report: body, id: row?.id ?? '' };
}
const read = async (id: string) => candidateRecord.parse(await (await gateway.request(`/v1/candidates/${id}`)).json());
const patch = (id: string, body: unknown) =>
  gateway.request(`/v1/candidates/${id}`, {
    method: 'PATCH',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const readCode = async (answer: Response) => {
  const { code, errors } = (await answer.json()) as { code: string; errors?: { pointer: string; code: string }[] };
  return errors?.[0] ? `${code} ${errors[0].pointer} ${errors[0].code}` : code;
};

test('a record has everything that was reported, and suggests tags from the names of jobs', async () => {
  const { id } = await report({
    job: { name: 'バックエンドエンジニア（PostgreSQL）', category: 'エンジニア' },
    application: { rejection_reason: { name: 'スキル不足', type: 'by_company' } },
  });
  const record = await read(id);
  expect(record).toMatchObject({ state: 'kept', family_name: '髙橋', mails_stopped: false });
  expect(record.applications[0]?.rejections[0]).toMatchObject({ reason: 'スキル不足' });
  expect(record.tag_suggestions.map(({ value }) => value)).toEqual(
    expect.arrayContaining(['PostgreSQL', 'バックエンドエンジニア']),
  );
  await patch(id, { add_tags: [{ kind: 'skill', value: 'PostgreSQL' }] });
  const after = await read(id);
  expect(after.tags).toContainEqual({ kind: 'skill', value: 'PostgreSQL' });
  expect(after.tag_suggestions.map(({ value }) => value)).not.toContain('PostgreSQL');
});

test('a correction is kept with its history, outlives the same report, and gives way to a new value of the ATS', async () => {
  const { report: body, id } = await report();
  const reported = body.candidate.emails[0]?.value ?? '';
  const corrected = await patch(id, { family_name: '高梁', email: `fixed-${reported}`, locale: 'en' });
  expect(candidateRecord.parse(await corrected.json())).toMatchObject({
    family_name: '高梁',
    email: `fixed-${reported}`,
    emails: [{ value: `fixed-${reported}` }],
  });
  expect((await read(id)).corrections.map(({ field, before, after }) => [field, before, after])).toEqual(
    expect.arrayContaining([
      ['family_name', '髙橋', '高梁'],
      ['email', reported, `fixed-${reported}`],
      ['locale', null, 'en'],
    ]),
  );
  const again = (application: object, candidate: object) =>
    gateway.post('/v1/rejections', {
      ...body,
      application: { ...body.application, ...application },
      candidate: { ...body.candidate, ...candidate },
    });
  await again({ rejected_at: '2026-11-24T10:30:00+09:00' }, {});
  expect(await read(id)).toMatchObject({ family_name: '高梁', email: `fixed-${reported}` });
  await again(
    { rejected_at: '2026-11-24T10:40:00+09:00' },
    { family_name: '高橋', emails: [{ value: `new-${reported}` }] },
  );
  expect(await read(id)).toMatchObject({ family_name: '高橋', email: `new-${reported}` });
});

test('a removed tag stays away although reports repeat it, until a member adds it', async () => {
  const { report: body, id } = await report();
  const tag = { kind: 'skill', value: 'TypeScript' };
  await patch(id, { remove_tags: [tag] });
  await gateway.post('/v1/rejections', {
    ...body,
    application: { ...body.application, rejected_at: '2026-11-24T10:30:00+09:00' },
  });
  expect((await read(id)).tags).toEqual([]);
  await patch(id, { add_tags: [tag] });
  expect((await read(id)).tags).toEqual([tag]);
});

test('addresses of others, addresses without mail, sensitive tags and erased people are refused', async () => {
  const [one, other] = [await report(), await report()];
  const taken = other.report.candidate.emails[0]?.value ?? '';
  expect(await readCode(await patch(one.id, { email: taken }))).toBe('address_in_use');
  expect(await readCode(await patch(one.id, { email: 'no address' }))).toBe('invalid_request /email address_unusable');
  const sensitive = {
    add_tags: [
      { kind: 'skill', value: 'Go' },
      { kind: 'skill', value: '労働組合員' },
    ],
  };
  expect(await readCode(await patch(one.id, sensitive))).toBe('invalid_request /add_tags/1 sensitive_tag');
  expect((await read(one.id)).tags).toEqual([{ kind: 'skill', value: 'TypeScript' }]);
});

test('notes are for colleagues, with who wrote them', async () => {
  const { id } = await report();
  const path = `/v1/candidates/${id}/notes`;
  const added = (await (await gateway.post(path, { text: '4月に連絡' })).json()) as { id: string };
  expect((await read(id)).notes).toMatchObject([{ text: '4月に連絡', by: { kind: 'key' } }]);
  await gateway.rows(
    `insert into candidate_note
     select gen_random_uuid(), company_id, id, 'x', 'system', now() from candidate, generate_series(1, 199) where id = ?`,
    [id],
  );
  expect(await readCode(await gateway.post(path, { text: 'zu viel' }))).toBe('too_many_notes');
  expect((await gateway.request(`${path}/${added.id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await gateway.request(`${path}/${added.id}`, { method: 'DELETE' })).status).toBe(404);
  expect(await gateway.listAudit(id)).toContain('candidate_note.removed');
});

test('mails stop at a request, once', async () => {
  const { id } = await report();
  for (let times = 0; times < 2; times += 1) {
    expect((await gateway.post(`/v1/candidates/${id}/stop-mails`, { asked_via: 'phone' })).status).toBe(204);
  }
  expect(await read(id)).toMatchObject({ mails_stopped: true });
  const facts = await gateway.rows(`select data from fact where candidate_id = ? and kind = 'mail.unsubscribed'`, [id]);
  expect(facts).toEqual([{ data: { via: 'request' } }]);
});

const order = { asked_by: 'person', asked_via: 'letter', asked_on: '2026-11-20', reason: 'asked_by_person' };

test('an erasure by letter deletes everything and leaves a certificate without any of it', async () => {
  const { id } = await report({ application: { rejection_reason: { name: '秘密の理由', type: 'by_company' } } });
  await gateway.post(`/v1/candidates/${id}/notes`, { text: '髙橋さんは感じがよい' });
  await patch(id, { given_name: '由希' });
  const path = `/v1/candidates/${id}/erasure`;
  expect((await gateway.request(path)).status).toBe(404);
  const certificate = erasureCertificate.parse(await (await gateway.post(path, order)).json());
  expect(certificate).toMatchObject({ ...order, complete: false, requested_by: { kind: 'key' } });
  expect(certificate.places[0]?.deleted).toMatchObject({
    contact_details: 1,
    tags: 1,
    notes: 1,
    corrections: 1,
    reasons: 1,
  });
  expect(await gateway.listAudit(id)).toContain('candidate.erased');
  const record = await (await gateway.request(`/v1/candidates/${id}`)).text();
  const page = await (await gateway.request(`${path}?format=html&lang=ja`)).text();
  for (const text of [record, JSON.stringify(certificate), page]) {
    expect(text).not.toMatch(/髙橋|由紀|由希|感じがよい|秘密|@example/);
  }
  expect(page).toContain('処理中の項目があります');
  expect(await readCode(await gateway.post(path, order))).toBe('candidate_erased');
  expect(await readCode(await patch(id, { family_name: 'x' }))).toBe('candidate_erased');
  expect(await readCode(await gateway.post(`/v1/candidates/${id}/notes`, { text: 'x' }))).toBe('candidate_erased');
  // mail-service has answered the case's workflow.
  await withCompany(gateway.orm, gateway.hinode.id, (em) => certifyMailErasure(em, id, gateway.clock.now));
  const done = await (await gateway.request(`${path}?format=html&lang=en`)).text();
  expect(done).toContain('We certify that the above was deleted.');
});

test('the export has the record and what happened; every change is in the audit log, without personal data', async () => {
  const { id } = await report();
  await patch(id, { family_name: '鈴木' });
  const answer = await gateway.request(`/v1/candidates/${id}/export`);
  expect(answer.headers.get('content-disposition')).toContain(`candidate-${id}.json`);
  const file = (await answer.json()) as { candidate: unknown; history: { kind: string }[] };
  expect(candidateRecord.parse(file.candidate)).toMatchObject({ family_name: '鈴木' });
  expect(file.history.map(({ kind }) => kind)).toEqual(['rejection.reported', 'candidate.changed']);
  const events = await gateway.rows<{ action: string; data: unknown }>(
    'select action, data from audit_event where subject_id = ? order by occurred_at',
    [id],
  );
  expect(events).toEqual([
    { action: 'candidate.corrected', data: { fields: ['family_name'] } },
    { action: 'candidate.exported', data: {} },
  ]);
});
