import { randomUUID } from 'node:crypto';
import type { RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection } from '../../cli/index.ts';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const report = async (body: unknown): Promise<RejectionAccepted> => {
  const answer = await gateway.post('/v1/rejections', body);
  expect(answer.status).toBe(202);
  return (await answer.json()) as RejectionAccepted;
};
const reportInvalid = async (body: unknown) => {
  const answer = await gateway.post('/v1/rejections', body);
  return { status: answer.status, problem: (await answer.json()) as { code: string; errors: { pointer: string }[] } };
};
const listFacts = (caseId: string) =>
  gateway.rows<{ kind: string; data: Record<string, unknown> }>(
    'select kind, data from fact where case_id = ? order by seq',
    [caseId],
  );
const listOutbox = (caseId: string) =>
  gateway.rows<{ kind: string; wake_at: Date }>('select kind, wake_at from outbox where case_id = ?', [caseId]);

test('a rejection opens a case that sleeps for an hour', async () => {
  const { case_id: id, known, joined } = await report(aReport());
  expect([known, joined]).toEqual([false, false]);
  expect((await listFacts(id)).map(({ kind }) => kind)).toEqual(['rejection.reported']);
  const [start] = await listOutbox(id);
  expect(start?.kind).toBe('start');
  expect(new Date(start?.wake_at ?? 0).toISOString()).toBe('2026-11-24T03:00:00.000Z');
});

test('an accepted rejection says what happens next: a mail within the day', async () => {
  expect(await report(aReport())).toMatchObject({
    next_step: 'rejection_mail',
    next_step_at: '2026-11-24T03:00:00.000Z',
    will_be_mailed: true,
  });
});

test.each([
  ['private', { candidate: { private: true } }, 'private'],
  ['may not be mailed', { candidate: { can_email: false } }, 'may_not_email'],
  ['no address', { candidate: { emails: [] } }, 'no_address'],
  ['a placeholder for an address', { candidate: { emails: [{ value: '-None-' }] } }, 'no_address'],
  ['an address without an @', { candidate: { emails: [{ value: 'nobody' }] } }, 'address_unusable'],
  ['an address that providers refuse', { candidate: { emails: [{ value: '太郎@example.jp' }] } }, 'address_unusable'],
  ['an address with NUL in it', { candidate: { emails: [{ value: 'a\0b@example.jp' }] } }, 'address_unusable'],
  ['an address with NUL', { candidate: { emails: [{ value: 'a\0@' }] } }, 'address_unusable'],
  ['a text of 300 characters', { candidate: { emails: [{ value: `${'a'.repeat(300)}@x.jp` }] } }, 'address_unusable'],
  ['a year ago', { application: { rejected_at: '2025-11-24T10:00:00+09:00' } }, 'reported_too_late'],
])('a rejection without a mail says why: %s', async (_name, parts, reason) => {
  expect(await report(aReport(parts))).toMatchObject({ will_be_mailed: false, not_mailed_reason: reason });
});

test('a rejection that will be mailed has no reason why not', async () => {
  expect(await report(aReport())).not.toHaveProperty('not_mailed_reason');
});

test('a known and a joined rejection report the current next step of their case', async () => {
  const body = aReport();
  const { case_id: id, rejection_id: rejectionId } = await report(body);
  const data = { n: 1, mail: 'rejection_relay', rejectionIds: [rejectionId], messageId: 'm', date: '2026-11-24' };
  await gateway.rows(
    `insert into fact (company_id, case_id, candidate_id, kind, at, data)
     select company_id, id, candidate_id, 'mail.sent', now(), ?::jsonb from follow_up_case where id = ?`,
    [JSON.stringify(data), id],
  );
  expect(await report(body)).toMatchObject({
    known: true,
    next_step: 'relay_reminder',
    will_be_mailed: false,
    not_mailed_reason: 'already_mailed',
  });
  expect(await report(aReport({ candidate: body.candidate }))).toMatchObject({
    case_id: id,
    joined: true,
    next_step: 'rejection_mail',
    will_be_mailed: true,
  });
});

test('a repeat returns the same case and adds nothing', async () => {
  const body = aReport();
  const first = await report(body);
  expect(await report(body)).toEqual({ ...first, known: true });
  expect(await listFacts(first.case_id)).toHaveLength(1);
  expect(await listOutbox(first.case_id)).toHaveLength(1);
});

test('rejections are told apart by the millisecond, whatever the offset', async () => {
  const application = (rejected_at: string) => ({ remote_id: 'A-instant', rejected_at });
  const candidate = { remote_id: 'C-instant' };
  const first = await report(aReport({ application: application('2026-11-24T10:00:00.001+09:00'), candidate }));
  expect((await report(aReport({ application: application('2026-11-24T01:00:00.001Z'), candidate }))).known).toBe(true);
  const other = await report(aReport({ application: application('2026-11-24T01:00:00.002Z'), candidate }));
  expect([other.known, other.joined, other.case_id]).toEqual([false, true, first.case_id]);
});

test('a repeat with a new name or address adds a fact with the field names only', async () => {
  const body = aReport();
  const { case_id: id } = await report(body);
  const email = `${randomUUID()}@example.jp`;
  await report({
    ...body,
    candidate: { ...body.candidate, family_name: '髙田', emails: [{ value: email, type: 'personal' }] },
  });
  expect(await listFacts(id)).toMatchObject([
    {},
    { kind: 'candidate.changed', data: { fields: ['familyName', 'email'] } },
  ]);
  const [row] = await gateway.rows<{ family_name: string; email: string }>(
    'select family_name, email from candidate where id = (select candidate_id from follow_up_case where id = ?)',
    [id],
  );
  expect(row).toEqual({ family_name: '髙田', email });
});

test('a second rejection of the same candidate joins the open case and wakes it', async () => {
  const body = aReport();
  const { case_id: id } = await report(body);
  const second = await report(aReport({ candidate: body.candidate }));
  expect(second).toMatchObject({ case_id: id, known: false, joined: true });
  expect((await listOutbox(id)).map(({ kind }) => kind)).toEqual(['start', 'nudge']);
});

test('the same person from another source is the same candidate', async () => {
  const body = aReport();
  const { case_id: id } = await report(body);
  const emails = [{ value: body.candidate.emails[0]?.value.toUpperCase(), type: 'personal' }];
  const elsewhere = aReport({ source: { ats: 'greenhouse' }, candidate: { emails } });
  expect(await report(elsewhere)).toMatchObject({ case_id: id, joined: true });
});

test('a rejection after the case was closed opens a new case', async () => {
  const body = aReport();
  const { case_id: id } = await report(body);
  await gateway.rows("update follow_up_case set state = 'closed' where id = ?", [id]);
  const later = await report(aReport({ candidate: body.candidate }));
  expect(later.joined).toBe(false);
  expect(later.case_id).not.toBe(id);
});

test('twenty concurrent reports of one rejection open one case', async () => {
  const body = aReport();
  const answers = await Promise.all(Array.from({ length: 20 }, () => report(body)));
  expect(new Set(answers.map(({ case_id }) => case_id)).size).toBe(1);
  expect(answers.filter(({ known }) => !known)).toHaveLength(1);
});

test.each([
  ['no address', { emails: [] }, 'no_address'],
  ['may not be mailed', { can_email: false }, 'may_not_email'],
  ['private', { private: true }, 'private'],
])('a candidate with %s gets a case without mails', async (_name, candidate, silent) => {
  const { case_id: id } = await report(aReport({ candidate }));
  expect(await listFacts(id)).toMatchObject([{ data: { silent } }]);
});

test('a candidate with an offer from the company gets no mail', async () => {
  const body = aReport();
  await report(body);
  const hired = { type: 'candidate.hired', source: body.source, occurred_at: '2026-11-24T10:30:00+09:00' };
  await gateway.post('/v1/events', { ...hired, candidate: { remote_id: body.candidate.remote_id } });
  const { case_id: id } = await report(aReport({ candidate: body.candidate }));
  expect((await listFacts(id)).at(-1)).toMatchObject({ kind: 'rejection.reported', data: { silent: 'holds_offer' } });
});

test('a report of an erased person stores no personal data and sends no mail', async () => {
  const body = aReport();
  const { case_id: first } = await report(body);
  await gateway.rows(
    'update candidate set erased_at = now(), email = null where id = (select candidate_id from follow_up_case where id = ?)',
    [first],
  );
  await gateway.rows("update follow_up_case set state = 'closed' where id = ?", [first]);
  const application = { remote_url: 'https://ats.example/people/1', applied_at: '2026-11-01T10:00:00+09:00' };
  const { case_id: id } = await report(aReport({ candidate: body.candidate, application }));
  expect(await listFacts(id)).toMatchObject([{ data: { silent: 'no_address' } }]);
  const sql =
    'select remote_url, applied_at from application where id = (select application_id from rejection where case_id = ?)';
  expect(await gateway.rows(sql, [id])).toEqual([{ remote_url: null, applied_at: null }]);
  const [row] = await gateway.rows(
    'select email from candidate where id = (select candidate_id from follow_up_case where id = ?)',
    [id],
  );
  expect(row).toEqual({ email: null });
});

test('uses the personal address, or the first one', async () => {
  const [work, own] = [`${randomUUID()}@work.example.jp`, `${randomUUID()}@example.jp`];
  const emails = [
    { value: work, type: 'work' },
    { value: own, type: 'personal' },
  ];
  const reportEmail = async (candidate: object) => {
    const { case_id: id } = await report(aReport({ candidate: { ...candidate } }));
    const sql = 'select email from candidate where id = (select candidate_id from follow_up_case where id = ?)';
    return (await gateway.rows<{ email: string }>(sql, [id]))[0]?.email;
  };
  expect(await reportEmail({ emails })).toBe(own);
  const unmarked = [{ value: `${randomUUID()}@work.example.jp` }, { value: `${randomUUID()}@example.jp` }];
  expect(await reportEmail({ emails: unmarked })).toBe(unmarked[0]?.value);
});

test.each([
  [
    'a withdrawal',
    { rejection_reason: { type: 'by_candidate' } },
    'withdrawn_by_candidate',
    '/application/rejection_reason/type',
  ],
  [
    'a rejection in two days',
    { rejected_at: '2026-11-25T12:00:00+09:00' },
    'rejected_in_future',
    '/application/rejected_at',
  ],
  ['a time without an offset', { rejected_at: '2026-11-24T10:00:00' }, 'invalid_request', '/application/rejected_at'],
  ['no id', { remote_id: '' }, 'invalid_request', '/application/remote_id'],
])('refuses %s with a pointer', async (_name, application, code, pointer) => {
  const { status, problem } = await reportInvalid(aReport({ application }));
  expect([status, problem.code, problem.errors[0]?.pointer]).toEqual([422, code, pointer]);
});

test('refuses the connection of another company', async () => {
  const { id } = await createConnection(gateway.admin, { company: 'hinode', kind: 'hrmos', name: 'HRMOS' });
  const foreign = await createConnection(gateway.admin, { company: 'aoba', kind: 'hrmos', name: 'HRMOS' });
  await report(aReport({ source: { connection_id: id } }));
  for (const unknown of [foreign.id, randomUUID()]) {
    const { status, problem } = await reportInvalid(aReport({ source: { connection_id: unknown } }));
    expect([status, problem.code]).toEqual([422, 'unknown_connection']);
  }
});

test('normalises characters that Japanese systems encode differently', async () => {
  const { case_id: id } = await report(aReport({ candidate: { family_name: '﨑〜−', full_name: null } }));
  const sql = 'select family_name from candidate where id = (select candidate_id from follow_up_case where id = ?)';
  expect(await gateway.rows(sql, [id])).toEqual([{ family_name: '﨑～－' }]);
});

test.each([
  ['no key', { authorization: '' }, 401, 'unauthorized'],
  ['an unknown key', { authorization: 'Bearer goen_unknown' }, 401, 'unauthorized'],
  ['another media type', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
])('answers %s with a problem', async (_name, headers, status, code) => {
  const answer = await gateway.post('/v1/rejections', aReport(), headers);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ status, code });
});

test('refuses malformed JSON and a body over the limit', async () => {
  const send = (body: string) =>
    gateway.request('/v1/rejections', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  expect((await send('{"source":')).status).toBe(400);
  expect((await send(JSON.stringify(aReport({ candidate: { full_name: 'x'.repeat(300_000) } })))).status).toBe(413);
});

const nest = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
test.each([
  ['a NUL in a text', { candidate: { family_name: 'a\0b' } }, {}, '/candidate/family_name'],
  ['half a surrogate pair', { job: { name: 'a\ud800' } }, {}, '/job/name'],
  ['a NUL in remote_data', {}, { remote_data: { 'a/b': 'x\0' } }, '/remote_data'],
  ['a NUL in a key', {}, { custom_fields: { 'x\0': 1 } }, '/custom_fields'],
  ['a year before 1900', { application: { rejected_at: '0000-01-01T00:00:00Z' } }, {}, '/application/rejected_at'],
])('refuses %s, which cannot be stored', async (_name, parts, rest, pointer) => {
  const { status, problem } = await reportInvalid({ ...aReport(parts), ...rest });
  expect([status, problem.code, problem.errors[0]?.pointer]).toEqual([422, 'invalid_request', pointer]);
});

test('accepts nested remote_data up to a limit', async () => {
  expect((await gateway.post('/v1/rejections', { ...aReport(), remote_data: nest(50) })).status).toBe(202);
  const body = JSON.stringify(aReport()).replace(
    /}$/,
    `,"remote_data":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_001)}`,
  );
  const headers = { 'content-type': 'application/json' };
  expect((await gateway.request('/v1/rejections', { method: 'POST', body, headers })).status).toBe(422);
});
