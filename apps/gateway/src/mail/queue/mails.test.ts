import { randomUUID } from 'node:crypto';
import { apiKeyHash, openConsole, withCompany } from '@goen/case-store';
import { loadCase, recordFacts, refreshProjection } from '@goen/cases';
import {
  type MailDecision,
  type MailDecisionResult,
  mailDays,
  mailDecisionResults,
  matchingMails,
  matchingMailsResult,
  previewV1,
  type QueuedMail,
  queuedMailPage,
  type RejectionAccepted,
  today,
} from '@goen/contracts/public';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { createGatewayApp } from '../../start-gateway.ts';
import { aReport, type GatewayFixture, settings, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';
import { createBrowser } from '../../testing/sign-in-fixture.ts';
import { checkApprovals, findCompaniesWithApprovals } from './check-approvals.ts';

let gateway: GatewayFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let app: GatewayApp;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startGatewayFixture(), startMailServiceProcess()]);
  const names = { operatorName: 'Goen' };
  app = createGatewayApp({ ...gateway.context, mail: mail.address }, names, {});
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

const setApproval = (approval: 'required' | 'automatic') =>
  gateway.rows('update company set settings = settings || ?::jsonb', [JSON.stringify({ approval })]);
beforeEach(() => setApproval('required'));
afterEach(async () => {
  gateway.clock.now = someday;
  // Each test starts with an empty queue.
  await gateway.rows("update follow_up_case set state = 'closed'");
});

const call = (method: string, path: string, body?: unknown, key = gateway.hinode.key) =>
  Promise.resolve(
    app.request(`/v1/mails${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
const report = async (body: unknown = aReport(), key?: string) =>
  (await (await gateway.post('/v1/rejections', body, {}, key)).json()) as RejectionAccepted;
const list = async (query = '', key?: string): Promise<{ items: QueuedMail[]; next: string | null }> => {
  const answer = await call('GET', query, undefined, key);
  expect(answer.status).toBe(200);
  return queuedMailPage.parse(await answer.json());
};
const readIds = (page: { items: QueuedMail[] }) => page.items.map(({ case_id: id }) => id);
const decide = async (decisions: unknown[], key?: string): Promise<MailDecisionResult[]> => {
  const answer = await call('POST', '/decisions', { decisions }, key);
  expect(answer.status).toBe(200);
  return mailDecisionResults.parse(await answer.json()).results;
};
type Action = MailDecision['action'];
const row = (id: string, action: Action, more: object = {}) => ({
  case_id: id,
  kind: 'rejection_relay',
  action,
  ...more,
});
const readCode = (result: MailDecisionResult | undefined) =>
  result && 'problem' in result ? [result.status, result.problem.code] : result?.status;
const nudges = async (id: string) =>
  (await gateway.rows("select 1 from outbox where case_id = ? and kind = 'nudge'", [id])).length;

test('a queued mail says when it is sent, until when it can be undone, and what it is about', async () => {
  const { case_id: id, rejection_id: rejection } = await report();
  expect((await list()).items).toEqual([
    {
      case_id: id,
      candidate_id: expect.any(String),
      kind: 'rejection_relay',
      name: '髙橋 由紀',
      email: expect.stringContaining('@example.jp'),
      rejection_ids: [rejection],
      jobs: ['エンジニア'],
      stage: 'interview',
      sends_at: '2026-11-24T03:00:00.000Z',
      undo_until: '2026-11-24T03:00:00.000Z',
      approval: 'awaiting',
      waiting_for: 'approval',
      delayed: null,
      personal_note: null,
      edited: false,
      decided_by: null,
      decided_at: null,
    },
  ]);
  const view = (await (await gateway.request(`/v1/cases/${id}`)).json()) as { next_mail: object };
  expect(view.next_mail).toEqual({
    kind: 'rejection_relay',
    approval: 'awaiting',
    waiting_for: 'approval',
    sends_at: '2026-11-24T03:00:00.000Z',
    undo_until: '2026-11-24T03:00:00.000Z',
  });
});

test('whether approval is required follows the current setting of the company', async () => {
  const { case_id: id } = await report();
  await setApproval('automatic');
  expect((await list()).items).toMatchObject([{ case_id: id, approval: 'not_needed' }]);
  expect(readIds(await list('?state=scheduled'))).toEqual([id]);
  expect(readIds(await list('?state=awaiting'))).toEqual([]);
  await setApproval('required');
  expect([readIds(await list('?state=scheduled')), readIds(await list('?state=awaiting'))]).toEqual([[], [id]]);
});

test('pages list each mail once, the soonest first, and no mail of another company', async () => {
  const ids: string[] = [];
  for (const minute of [2, 0, 1, 1, 1]) {
    gateway.clock.now = new Date(someday.getTime() + minute * 60_000);
    ids.push((await report()).case_id);
  }
  const { case_id: theirs } = await report(aReport(), gateway.aoba.key);
  const seen: string[] = [];
  let next: string | null = null;
  do {
    const page = await list(`?limit=2${next === null ? '' : `&cursor=${next}`}`);
    seen.push(...readIds(page));
    next = page.next;
  } while (next !== null);
  expect(seen.toSorted()).toEqual(ids.toSorted());
  expect([seen[0], seen.at(-1)]).toEqual([ids[1], ids[0]]);
  expect(readIds(await list('', gateway.aoba.key))).toEqual([theirs]);
});

test('mails can be filtered by state, kind and date', async () => {
  const [first, second, third] = [await report(), await report(), await report()].map(({ case_id: id }) => id) as [
    string,
    string,
    string,
  ];
  await decide([row(first, 'approve'), row(second, 'hold'), row(third, 'cancel')]);
  expect(readIds(await list('?state=approved'))).toEqual([first]);
  expect(readIds(await list('?state=held'))).toEqual([second]);
  expect(readIds(await list('?state=awaiting'))).toEqual([third]);
  expect(readIds(await list('?kind=first_follow_up'))).toEqual([third]);
  expect(readIds(await list('?sends_before=2026-11-25&state=approved'))).toEqual([first]);
  expect(readIds(await list('?sends_before=2026-11-24'))).toEqual([]);
  const bad = await Promise.all(
    ['?state=sent', '?kind=approval_reminder', '?stat=held', '?cursor=x'].map((q) => call('GET', q)),
  );
  expect(bad.map(({ status }) => status)).toEqual([422, 422, 422, 400]);
});

test('an approval is a fact with its author and time; a repeat changes nothing', async () => {
  const { case_id: id, rejection_id: rejection } = await report();
  const approve = row(id, 'approve', { rejection_ids: [rejection] });
  expect(await decide([approve, approve])).toEqual([
    { case_id: id, status: 200, changed: true, state: 'approved', sends_at: '2026-11-24T03:00:00.000Z' },
    { case_id: id, status: 200, changed: false, state: 'approved', sends_at: '2026-11-24T03:00:00.000Z' },
  ]);
  expect(await gateway.listAudit(id)).toEqual(['mail.approved']);
  expect((await list()).items).toMatchObject([
    { approval: 'approved', decided_by: gateway.hinode.actor, decided_at: someday.toISOString() },
  ]);
  const facts = await gateway.rows("select data from fact where case_id = ? and kind = 'mail.approved'", [id]);
  expect(facts).toMatchObject([
    { data: { mail: 'rejection_relay', rejectionIds: [rejection], by: `key:${gateway.hinode.actor.id}` } },
  ]);
  expect(await nudges(id)).toBe(1);
});

test('a held mail has no date until it is released, and an approval given meanwhile then counts', async () => {
  const { case_id: id } = await report();
  const states = await decide([row(id, 'hold'), row(id, 'approve'), row(id, 'hold'), row(id, 'release')]);
  expect(
    states.map((result) => ('state' in result ? [result.state, result.sends_at, result.changed] : result)),
  ).toEqual([
    ['held', null, true],
    ['held', null, true],
    ['held', null, false],
    ['approved', '2026-11-24T03:00:00.000Z', true],
  ]);
});

test('after a cancelled result mail, the next mail follows; a repeat changes nothing', async () => {
  const { case_id: id } = await report();
  const [first, again] = await decide([row(id, 'cancel'), row(id, 'cancel')]);
  expect([first, again]).toMatchObject([
    { changed: true, state: 'cancelled', sends_at: null },
    { changed: false, state: 'cancelled' },
  ]);
  const [fact] = await gateway.rows("select data from fact where case_id = ? and kind = 'mail.skipped'", [id]);
  expect(fact).toMatchObject({ data: { reason: 'cancelled', n: 1, by: `key:${gateway.hinode.actor.id}` } });
  expect((await list()).items).toMatchObject([{ kind: 'first_follow_up', approval: 'awaiting', undo_until: null }]);
});

test('a decision about a mail that has changed since is refused with its own code', async () => {
  const body = aReport();
  const { case_id: id, rejection_id: rejection } = await report(body);
  const second = { ...aReport(), candidate: body.candidate };
  expect((await report(second)).case_id).toBe(id);
  // The facts decide, whatever the queue showed.
  const approve = row(id, 'approve', { rejection_ids: [rejection] });
  expect((await decide([approve])).map(readCode)).toEqual([[409, 'mail_changed']]);
  expect((await decide([{ ...row(id, 'hold'), kind: 'rejection' }])).map(readCode)).toEqual([[409, 'mail_changed']]);
  expect((await decide([row(id, 'approve')])).map(readCode)).toEqual([200]);
  expect(await nudges(id)).toBe(2);
});

test('a bad row does not affect the others', async () => {
  const { case_id: id } = await report();
  const { case_id: theirs } = await report(aReport(), gateway.aoba.key);
  const rows = [
    row(randomUUID(), 'approve'),
    row(theirs, 'cancel'),
    { case_id: id, action: 'approve' },
    7,
    row(id, 'hold', { holdd: true }),
    row(id, 'approve', { wording: { subject: 'x', body: '\0' } }),
    row(id, 'approve'),
  ];
  const results = await decide(rows);
  expect(results.map(readCode)).toEqual([
    [404, 'not_found'],
    [404, 'not_found'],
    [422, 'invalid_request'],
    [422, 'invalid_request'],
    [422, 'invalid_request'],
    [422, 'invalid_request'],
    200,
  ]);
  expect(results[2]).toMatchObject({ case_id: id, problem: { errors: [{ pointer: '/kind' }] } });
  expect(results[4]).toMatchObject({ problem: { errors: [{ pointer: '/holdd', code: 'unknown_field' }] } });
  const refused = await Promise.all(
    [
      { decisions: [] },
      { decisions: Array(501).fill(row(id, 'hold')) },
      // Who decides is whoever sends the request.
      { decisions: rows, by: '採用 太郎' },
    ].map((body) => call('POST', '/decisions', body)),
  );
  expect(refused.map(({ status }) => status)).toEqual([422, 422, 422]);
});

const editedWording = {
  subject: '選考の結果について',
  body: '{{addressee}}\n\n面接では楽しいお話をありがとうございました。\n\n[見る]({{pageUrl}})',
};

test('an edit appears in the preview, stays out of the facts, and can be removed', async () => {
  const { case_id: id } = await report();
  const readPreview = async () => previewV1.parse(await (await call('GET', `/${id}/preview`)).json());
  expect((await readPreview()).subject).toBe('選考結果のご連絡【株式会社ひので】');
  const approve = row(id, 'approve', { wording: editedWording });
  const results = await decide([approve, approve, row(id, 'approve')]);
  expect(results.map((result) => 'changed' in result && result.changed)).toEqual([true, false, false]);
  expect((await list()).items).toMatchObject([{ approval: 'approved', edited: true }]);
  const { subject, text, wording_version: version } = await readPreview();
  expect([subject, version]).toEqual(['選考の結果について', expect.stringMatching(/^edit:/)]);
  expect(text).toContain('髙橋様\n\n面接では楽しいお話を');
  const timeline = await (await gateway.request(`/v1/cases/${id}`)).text();
  expect(timeline).toContain('mail.approved');
  expect(timeline).not.toContain('楽しいお話');
  await decide([row(id, 'approve', { wording: null })]);
  expect((await readPreview()).subject).toBe('選考結果のご連絡【株式会社ひので】');
});

test('an edit with errors is refused with their positions, and approves nothing', async () => {
  const { case_id: id } = await report();
  const wording = { subject: 'x', body: '{{addressee}}\n<b>x</b>\n[a]({{pageUrl}})' };
  const [result] = await decide([row(id, 'approve', { wording })]);
  expect(readCode(result)).toEqual([422, 'invalid_request']);
  expect(result).toMatchObject({
    problem: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/wording/body', line: 2 })]) },
  });
  expect((await list()).items).toMatchObject([{ approval: 'awaiting', edited: false }]);
  expect(await gateway.rows('select 1 from mail_edit where case_id = ?', [id])).toEqual([]);
});

test('another text is previewed with its faults, and nothing of it is stored', async () => {
  const { case_id: id } = await report();
  const wording = { subject: '別の件名', body: '{{addressee}}\n\n別の文面です。\n\n[ご案内]({{pageUrl}})' };
  const body = { kind: 'rejection_relay', wording };
  const shown = previewV1.parse(await (await call('POST', `/${id}/preview`, body)).json());
  expect([shown.subject, shown.text.includes('別の文面です。')]).toEqual(['別の件名', true]);
  expect((await list()).items).toMatchObject([{ case_id: id, edited: false }]);
  const faulty = await call('POST', `/${id}/preview`, { ...body, wording: { ...wording, body: '{{nobody}}' } });
  expect([faulty.status, await faulty.json()]).toMatchObject([
    422,
    { code: 'invalid_request', errors: [{ pointer: '/wording/body', line: 1 }] },
  ]);
  expect((await call('POST', `/${id}/preview`, body, gateway.aoba.key)).status).toBe(404);
});

test('a preview is the next mail as HTML, text or a picture, with links that lead nowhere', async () => {
  const { case_id: id } = await report();
  const html = previewV1.parse(await (await call('GET', `/${id}/preview`)).json());
  expect(html.html).toContain(settings.sender.postalAddress);
  expect(html.text).toContain('http://gateway.test/c/preview');
  expect((await app.request('/c/preview')).status).toBe(404);
  const text = previewV1.parse(await (await call('GET', `/${id}/preview?as=text`)).json());
  expect([text.html, text.text]).toEqual([null, html.text]);
  const picture = await call('GET', `/${id}/preview?as=picture&width=phone&color_scheme=dark`);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(await mail.inbox('')).toEqual([]);
  const none = await Promise.all([
    call('GET', '/x/preview'),
    call('GET', `/${id}/preview`, undefined, gateway.aoba.key),
  ]);
  expect(none.map(({ status }) => status)).toEqual([404, 404]);
});

test('a mail in the queue is shown in a frame of its own, and its text can be edited', async () => {
  const { case_id: id } = await report();
  const frame = await call('GET', `/${id}/html`);
  expect([frame.status, frame.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(frame.headers.get('content-security-policy')).toMatch(
    /^sandbox; default-src 'none'; .*frame-ancestors 'self'/,
  );
  expect(await frame.text()).toContain('/c/preview');
  expect((await call('GET', `/${id}/html?kind=first_follow_up`)).status).toBe(404);
  expect((await call('GET', `/${id}/html`, undefined, gateway.aoba.key)).status).toBe(404);
  const readWording = async () => previewV1.parse(await (await call('GET', `/${id}/preview?as=text`)).json()).wording;
  expect((await readWording())?.body).toContain('{{addressee}}');
  await decide([row(id, 'approve', { wording: editedWording })]);
  expect(await readWording()).toEqual(editedWording);
});

test('an approval can be taken back until the mail leaves, whether or not approval is required', async () => {
  const { case_id: id } = await report();
  const states = await decide([row(id, 'revoke'), row(id, 'approve'), row(id, 'revoke'), row(id, 'revoke')]);
  expect(states.map((result) => ('state' in result ? [result.state, result.changed] : result))).toEqual([
    ['awaiting', false],
    ['approved', true],
    ['awaiting', true],
    ['awaiting', false],
  ]);
  expect(await gateway.listAudit(id)).toEqual(['mail.approved', 'mail.approval_revoked']);
  await setApproval('automatic');
  expect((await list()).items).toMatchObject([{ case_id: id, approval: 'awaiting', waiting_for: 'approval' }]);
});

const readMatching = async (query = '') => matchingMails.parse(await (await call('GET', `/matching${query}`)).json());
const decideMatching = (body: object) => call('POST', '/matching/decisions', body);

test('everything that a filter finds is decided at once, and only what was seen', async () => {
  const ids = [await report(), await report(), await report()].map(({ case_id: id }) => id);
  const { case_id: theirs } = await report(aReport(), gateway.aoba.key);
  const filter = { state: 'awaiting', sends_on: '2026-11-24' };
  const query = '?state=awaiting&sends_on=2026-11-24';
  const seen = await readMatching(query);
  expect(seen.count).toBe(3);

  const { case_id: unseen } = await report();
  const refused = await decideMatching({ filter, token: seen.token, action: 'approve' });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'selection_changed']);
  expect(readIds(await list('?state=approved'))).toEqual([]);

  // In parts, each of which says what is left.
  let next: { token: string; cursor?: string; count: number } | null = await readMatching(query);
  const rounds: number[] = [];
  while (next !== null) {
    const { token, cursor } = next;
    const answer = await decideMatching({ filter, token, cursor, action: 'approve', limit: 3 });
    const result = matchingMailsResult.parse(await answer.json());
    rounds.push(result.changed);
    next = result.next;
  }
  expect(rounds).toEqual([3, 1]);
  expect(readIds(await list('?state=approved')).toSorted()).toEqual([...ids, unseen].toSorted());
  expect((await list('', gateway.aoba.key)).items).toMatchObject([{ case_id: theirs, approval: 'awaiting' }]);
});

test('the queue is counted by day and state, and found by person, stage and day', async () => {
  const kato = aReport({ candidate: { family_name: '加藤', given_name: 'りん' } });
  const [first, second] = [await report(), await report(kato)].map(({ case_id: id }) => id) as [string, string];
  gateway.clock.now = new Date('2026-11-24T20:00:00+09:00');
  const { case_id: third } = await report(
    aReport({ application: { current_stage: { name: '最終面接', kind: 'final' } } }),
  );
  await decide([row(second, 'hold'), row(third, 'approve')]);
  const days = mailDays.parse(await (await call('GET', '/days')).json());
  const none = { mails: 0, awaiting: 0, approved: 0, scheduled: 0, held: 0, note_missing: 0 };
  expect(days).toMatchObject({ today: '2026-11-24', paused: false, total: { mails: 3, awaiting: 1, held: 1 } });
  expect(days.days).toEqual([
    { ...none, date: '2026-11-24', mails: 2, awaiting: 1, held: 1 },
    { ...none, date: '2026-11-25', mails: 1, approved: 1 },
  ]);
  expect(readIds(await list('?sends_on=2026-11-25'))).toEqual([third]);
  expect(readIds(await list('?stage=final'))).toEqual([third]);
  expect(readIds(await list(`?q=${encodeURIComponent('加藤')}`))).toEqual([second]);
  expect(readIds(await list(`?q=${encodeURIComponent('加藤')}`, gateway.aoba.key))).toEqual([]);
  const ofPerson = mailDays.parse(await (await call('GET', `/days?q=${encodeURIComponent('加藤')}`)).json());
  expect(ofPerson.days).toEqual([{ ...none, date: '2026-11-24', mails: 1, held: 1 }]);
  expect(
    readIds(await list())
      .slice(0, 2)
      .toSorted(),
  ).toEqual([first, second].toSorted());
});

test('what is waiting today is counted, for one company alone', async () => {
  const readToday = async (key = gateway.hinode.key) => {
    const answer = await app.request('/v1/today', { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    return today.parse(await answer.json());
  };
  const before = await readToday(gateway.aoba.key);
  const [approved] = [await report(), await report()].map(({ case_id: id }) => id);
  const { case_id: consenting } = await report();
  await decide([row(approved ?? '', 'approve')]);
  const [keys] = await gateway.rows<{ candidate_id: string }>('select candidate_id from follow_up_case where id = ?', [
    consenting,
  ]);
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    recordFacts(
      { em, now: gateway.clock.now },
      {
        caseId: consenting,
        facts: { kind: 'mail.complained', at: gateway.clock.now, data: { messageId: randomUUID() } },
      },
    ),
  );
  await gateway.rows(
    'insert into revisit (candidate_id, company_id, revisit_on, saved_by, saved_at) values (?, ?, ?, ?, now())',
    [keys?.candidate_id, gateway.hinode.id, '2026-11-24', 'system'],
  );
  expect(await readToday()).toMatchObject({
    date: '2026-11-24',
    since: '2026-11-23T02:00:00.000Z',
    mails: { today: 1, tomorrow: 0, awaiting: 1, held: 0, note_missing: 0 },
    new_complaints: 1,
    revisits: 1,
    new_credits: null,
  });
  expect(await readToday(gateway.aoba.key)).toEqual(before);
});

test('a mail that is being sent cannot be held, edited or cancelled; later it can', async () => {
  const { case_id: id } = await report();
  await decide([row(id, 'approve')]);
  gateway.clock.now = new Date('2026-11-24T12:00:01+09:00');
  await gateway.rows(
    `insert into candidate_link (token_hash, company_id, case_id, candidate_id, n, created_at)
     select ?, company_id, id, candidate_id, 1, now() from follow_up_case where id = ?`,
    [randomUUID(), id],
  );
  const decisions = [
    row(id, 'hold'),
    row(id, 'cancel'),
    row(id, 'approve', { wording: editedWording }),
    row(id, 'approve'),
  ];
  const inFlight = [409, 'mail_under_way'];
  expect((await decide(decisions)).map(readCode)).toEqual([inFlight, inFlight, inFlight, 200]);
  gateway.clock.now = new Date('2026-11-24T18:01:00+09:00');
  expect((await decide([row(id, 'hold')])).map(readCode)).toEqual([inFlight]);
  gateway.clock.now = new Date('2026-11-24T18:02:01+09:00');
  expect((await decide([row(id, 'cancel')])).map(readCode)).toEqual([200]);
});

test('a repeat with the same Idempotency-Key returns the same response', async () => {
  const { case_id: id } = await report();
  const body = { decisions: [row(id, 'approve')] };
  const headers = { 'idempotency-key': 'one yes' };
  const first = await gateway.post('/v1/mails/decisions', body, headers);
  const again = await gateway.post('/v1/mails/decisions', body, headers);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await again.json()).toEqual(await first.json());
});

test('reading and deciding need separate scopes', async () => {
  const key = async (scope: 'mail:read' | 'mail:write') =>
    (await createKey(gateway.admin, { company: 'hinode', name: scope, scopes: [scope] })).key;
  const [reader, writer] = [await key('mail:read'), await key('mail:write')];
  const decisions = { decisions: [row(randomUUID(), 'hold')] };
  const statuses = await Promise.all([
    call('GET', '', undefined, reader),
    call('GET', `/${randomUUID()}/preview`, undefined, reader),
    call('POST', '/decisions', decisions, reader),
    call('GET', '', undefined, writer),
    call('GET', `/${randomUUID()}/preview`, undefined, writer),
    call('POST', '/decisions', decisions, writer),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([200, 404, 403, 403, 403, 200]);
});

test('the queue is read from its index in order, however many cases exist', async () => {
  const plans = await gateway.admin.orm.em.fork().transactional(async (em) => {
    // PostgreSQL would scan a table of few rows, and sort them.
    for (const kind of ['seqscan', 'bitmapscan', 'sort']) await em.execute(`set local enable_${kind} = off`);
    const wheres = ['', 'and mail_decision is null', "and next_mail = 'first_follow_up'"];
    const read: string[] = [];
    for (const where of wheres) {
      const lines = await em.execute<object[]>(
        `explain select * from follow_up_case where company_id = ? and state = 'open' and next_mail is not null ${where}
         order by queued_at, id limit 51`,
        [gateway.hinode.id],
      );
      read.push(JSON.stringify(lines));
    }
    return read;
  });
  expect(plans.map((plan) => /Index Scan using (case_queue)/.exec(plan)?.[1])).toEqual(Array(3).fill('case_queue'));
  expect(plans.join()).not.toContain('Sort');
});

test('an approval names the very mail: a repeat is known, a changed recipient or sender needs a new one', async () => {
  const { case_id: id } = await report();
  const readDigests = async () =>
    (
      await gateway.rows<{ digest: string }>(
        `select data ->> 'digest' as digest from fact where case_id = ? and kind = 'mail.approved' order by seq`,
        [id],
      )
    ).map(({ digest }) => digest);
  const approve = async () => (await decide([row(id, 'approve')]))[0];
  expect([await approve(), await approve()]).toMatchObject([{ changed: true }, { changed: false }]);
  await gateway.rows(
    'update candidate set email = ? where id = (select candidate_id from follow_up_case where id = ?)',
    ['atarashii@example.jp', id],
  );
  expect(await approve()).toMatchObject({ changed: true, state: 'approved' });
  const digests = await readDigests();
  expect(digests.map((digest) => digest.length)).toEqual([64, 64]);
  expect(new Set(digests).size).toBe(2);
});

test('an approved edit is not replaced when invitations are switched off: the plain mail waits, also if automatic', async () => {
  await setApproval('automatic');
  const { case_id: id } = await report();
  const wording = { subject: 'Your application', body: '{{addressee}} [page]({{pageUrl}})' };
  await decide([row(id, 'approve', { wording })]);
  await gateway.rows(`update company set settings = settings || '{"invitesWithRejection": false}' where id = ?`, [
    gateway.hinode.id,
  ]);
  try {
    await withCompany(gateway.orm, gateway.hinode.id, async (em) => {
      const loaded = await loadCase(em, id);
      if (loaded) await refreshProjection(em, loaded, gateway.clock.now.getTime());
    });
    expect((await list('?state=awaiting')).items).toMatchObject([
      { case_id: id, kind: 'rejection', approval: 'awaiting' },
    ]);
    expect(await list('?state=scheduled')).toMatchObject({ items: [] });
  } finally {
    await gateway.rows(`update company set settings = settings || '{"invitesWithRejection": true}' where id = ?`, [
      gateway.hinode.id,
    ]);
  }
});

test.each(['approve', 'hold', 'release'] as const)(
  'the answer to %s and the queue say the same sends_at',
  async (action) => {
    const { case_id: id } = await report();
    if (action === 'release') await decide([row(id, 'hold')]);
    for (const hours of [0, 3, 30]) {
      gateway.clock.now = new Date(someday.getTime() + hours * 3_600_000);
      const [answer] = await decide([row(id, action)]);
      expect(answer).toMatchObject({ sends_at: (await list()).items[0]?.sends_at });
    }
  },
);

test('a rejection that joins is in the queue at once', async () => {
  const body = aReport();
  const { case_id: id } = await report(body);
  gateway.clock.now = new Date(someday.getTime() + 60_000);
  const application = { ...body.application, remote_id: randomUUID() };
  const joined = await report({ ...body, application, job: { remote_id: 'job-2', name: '営業' } });
  expect(joined.case_id).toBe(id);
  expect((await list()).items).toMatchObject([{ case_id: id, jobs: expect.arrayContaining(['営業']) }]);
  expect((await list()).items[0]?.rejection_ids).toHaveLength(2);
});

const change = {
  'a name': (id: string) =>
    gateway.rows(
      `update candidate set family_name = '鈴木', full_name = '鈴木 一郎'
       where id = (select candidate_id from follow_up_case where id = ?)`,
      [id],
    ),
  'an address': (id: string) =>
    gateway.rows(
      `update candidate set email = 'betsu@example.jp'
       where id = (select candidate_id from follow_up_case where id = ?)`,
      [id],
    ),
  'the sender': () =>
    gateway.rows(`update company set settings = jsonb_set(settings, '{sender,name}', '"新しい社名"') where id = ?`, [
      gateway.hinode.id,
    ]),
  'the language': () =>
    gateway.rows(`update company set settings = settings || '{"locale": "en"}' where id = ?`, [gateway.hinode.id]),
  'the kind of mail': () =>
    gateway.rows(`update company set settings = settings || '{"invitesWithRejection": false}' where id = ?`, [
      gateway.hinode.id,
    ]),
  async 'the wording'() {
    const body = `{{addressee}} ${randomUUID()} [ページ]({{pageUrl}})`;
    const answer = await app.request('/v1/wordings', {
      method: 'PUT',
      headers: { authorization: `Bearer ${gateway.hinode.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: 'rejection_relay',
        locale: 'ja',
        stage: null,
        job_category: null,
        subject: '結果',
        body,
      }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  },
} satisfies Record<string, (id: string) => Promise<unknown>>;

const check = () => checkApprovals({ ...gateway.context, mail: mail.address }, gateway.hinode.id);
const lapses = async (id: string) =>
  (await gateway.rows("select 1 from fact where case_id = ? and kind = 'mail.approval_lapsed'", [id])).length;

describe.each(Object.entries(change))('after a change of %s', (what, apply) => {
  const shown = async (query: string, id: string) =>
    (await list(query)).items.find(({ case_id: caseId }) => caseId === id)?.approval;
  let restore: { settings: unknown }[];
  beforeEach(async () => {
    restore = await gateway.rows<{ settings: unknown }>('select settings from company where id = ?', [
      gateway.hinode.id,
    ]);
  });
  afterEach(() =>
    gateway.rows('update company set settings = ?::jsonb where id = ?', [
      JSON.stringify(restore[0]?.settings),
      gateway.hinode.id,
    ]),
  );

  test.each(['', '?state=awaiting', '?state=approved'])(
    'the queue%s says that an approved mail needs a new approval, and reading it changes nothing',
    async (query) => {
      const { case_id: id } = await report();
      await decide([row(id, 'approve')]);
      expect([await shown('', id), await shown('?state=approved', id)]).toEqual(['approved', 'approved']);
      await apply(id);
      expect(await shown('', id)).toBe('approved');
      expect(await lapses(id)).toBe(0);
      expect(await check()).toBe(1);
      // A mail of another kind was never approved.
      expect(await lapses(id)).toBe(what === 'the kind of mail' ? 0 : 1);
      expect(await check()).toBe(0);
      expect(await shown(query, id)).toBe(query === '?state=approved' ? undefined : 'awaiting');
      expect(await shown('?state=awaiting', id)).toBe('awaiting');
    },
  );

  test('the case says so, too', async () => {
    const { case_id: id } = await report();
    await decide([row(id, 'approve')]);
    await apply(id);
    await check();
    const headers = { authorization: `Bearer ${gateway.hinode.key}` };
    const answer = await app.request(`/v1/cases/${id}`, { headers });
    expect(await answer.json()).toMatchObject({ next_mail: { approval: 'awaiting' } });
  });
});

test('without mail-service the queue is shown as it is known', async () => {
  const { case_id: id } = await report();
  await decide([row(id, 'approve')]);
  const away = createGatewayApp(
    { ...gateway.context, mail: { url: 'http://127.0.0.1:9', token: 't' } },
    { operatorName: 'Goen' },
    {},
  );
  const headers = { authorization: `Bearer ${gateway.hinode.key}` };
  const preview = await away.request(`/v1/mails/${id}/preview`, { headers });
  expect(await preview.json()).toMatchObject({ status: 503, code: 'unavailable' });
  const answer = await away.request('/v1/mails', { headers });
  expect(queuedMailPage.parse(await answer.json()).items).toMatchObject([{ case_id: id, approval: 'approved' }]);
});

describe('a mail is moved', () => {
  const movedTo = async (id: string, action: Action, more: object = {}) => (await decide([row(id, action, more)]))[0];

  test('to now, once it is approved: its undo window is over', async () => {
    const { case_id: id } = await report();
    expect(readCode(await movedTo(id, 'send_now'))).toEqual([409, 'mail_not_approved']);
    await decide([row(id, 'approve')]);
    expect(await movedTo(id, 'send_now')).toMatchObject({ changed: true, sends_at: someday.toISOString() });
    expect(await movedTo(id, 'send_now')).toMatchObject({ changed: false, sends_at: someday.toISOString() });
    expect((await list()).items).toMatchObject([
      { sends_at: someday.toISOString(), undo_until: someday.toISOString(), approval: 'approved' },
    ]);
  });

  test('to the next sending window when none is open', async () => {
    const { case_id: id } = await report();
    await decide([row(id, 'approve')]);
    gateway.clock.now = new Date('2026-11-24T20:00:00+09:00');
    expect(await movedTo(id, 'send_now')).toMatchObject({ sends_at: expect.stringMatching(/^2026-11-25T0[1-8]:/) });
  });

  test('to a later time, at most 60 days ahead', async () => {
    const { case_id: id } = await report();
    const sendAt = '2026-12-01T02:30:00.000Z';
    const move = (at: string) => movedTo(id, 'reschedule', { send_at: at });
    expect(await move('2026-12-01T11:30:00+09:00')).toMatchObject({
      changed: true,
      state: 'awaiting',
      sends_at: sendAt,
    });
    expect(await move(sendAt)).toMatchObject({ changed: false, sends_at: sendAt });
    expect((await list()).items).toMatchObject([{ sends_at: sendAt, undo_until: sendAt }]);
    expect(readCode(await move('2027-02-01T11:30:00+09:00'))).toEqual([422, 'invalid_request']);
    expect(readCode(await movedTo(id, 'reschedule'))).toEqual([422, 'invalid_request']);
    expect(readCode(await movedTo(id, 'hold', { send_at: sendAt }))).toEqual([422, 'invalid_request']);
  });

  test('but not before the rules allow it, when it is no result', async () => {
    const { case_id: id } = await report();
    await gateway.rows(
      `insert into fact (company_id, case_id, candidate_id, kind, at, data)
       select f.company_id, f.case_id, f.candidate_id, 'mail.sent', ?, jsonb_build_object('n', 1, 'mail', 'rejection',
         'rejectionIds', jsonb_build_array(f.data -> 'rejectionId'), 'messageId', 'm', 'date', '2026-11-24')
       from fact f where f.case_id = ? and f.kind = 'rejection.reported'`,
      [someday, id],
    );
    const follow = { kind: 'first_follow_up', send_at: '2026-12-01T11:30:00+09:00' };
    expect(await movedTo(id, 'reschedule', follow)).toMatchObject({ sends_at: expect.stringMatching(/^2027-05-/) });
  });
});

test('approvals are checked only where something is approved, found by an index of its own', async () => {
  const { case_id: id } = await report();
  expect(await findCompaniesWithApprovals(gateway.context)).toEqual([]);
  await decide([row(id, 'approve')]);
  expect(await findCompaniesWithApprovals(gateway.context)).toEqual([gateway.hinode.id]);
  const plan = await (await openConsole(gateway.orm)).em.fork().transactional(async (em) => {
    await em.execute('set local enable_seqscan = off');
    return em.execute(
      `explain select distinct company_id as id from follow_up_case where mail_decision = 'approved' and state = 'open'`,
    );
  });
  expect(JSON.stringify(plan)).toContain('case_approved');
});

test('the queue says why a mail that is due has not left, and since when', async () => {
  const { case_id: id } = await report();
  expect((await list()).items).toMatchObject([{ case_id: id, delayed: null }]);
  await gateway.rows(
    `update follow_up_case set mail_wait_reason = 'mail_service_unavailable', mail_wait_since = '2026-11-24T03:00:00Z'
     where id = ? returning id`,
    [id],
  );
  const delayed = { reason: 'mail_service_unavailable', since: '2026-11-24T03:00:00.000Z' };
  expect((await list()).items).toMatchObject([{ case_id: id, delayed }]);
});

describe('all mails of the company are paused', () => {
  const pause = async (verb: 'pause' | 'resume') => (await call('POST', `/${verb}`)).json();
  afterEach(() => pause('resume'));
  const notSuspended = { suspended_since: null, suspended_because: null };

  test('reports, lists of cases and the queue give no date', async () => {
    await setApproval('automatic');
    await pause('pause');
    const accepted = await report();
    const { case_id: id } = accepted;
    const cases = (await (await gateway.request('/v1/cases')).json()) as { items: { id: string }[] };
    const candidate = await gateway.request(`/v1/cases/${id}`);
    expect(accepted).toMatchObject({ next_step: 'rejection_mail', next_step_at: null });
    expect(cases.items.find((row) => row.id === id)).toMatchObject({ next_step_at: null });
    expect(await candidate.json()).toMatchObject({ next_step_at: null, next_mail: { sends_at: null } });
    // It sleeps until it is due all the same, and is then held by the pause.
    const [row] = await gateway.rows<{ wakes: boolean }>(
      `select o.wake_at = c.next_step_at and c.next_step_at > ? as wakes
       from outbox o join follow_up_case c on c.id = o.case_id where c.id = ? and o.kind = 'start'`,
      [someday, id],
    );
    expect(row).toEqual({ wakes: true });
    await pause('resume');
    const { items } = await list();
    const after = (await (await gateway.request(`/v1/cases/${id}`)).json()) as { next_step_at: string };
    expect(after.next_step_at).toBe(items.find((mail) => mail.case_id === id)?.sends_at);
  });

  test('nothing has a date until they are resumed, and what is overdue is woken then', async () => {
    await setApproval('automatic');
    const { case_id: id } = await report();
    expect(await (await call('GET', '/pause')).json()).toEqual({
      paused: false,
      since: null,
      by: null,
      ...notSuspended,
    });
    const by = { kind: 'key', id: expect.any(String) as unknown, name: 'test' };
    const paused = { paused: true, since: someday.toISOString(), by, ...notSuspended };
    expect([await pause('pause'), await pause('pause')]).toEqual([paused, paused]);
    expect((await list()).items).toMatchObject([{ case_id: id, sends_at: null, waiting_for: 'resume' }]);
    expect((await list('', gateway.aoba.key)).items).toEqual([]);
    const before = await nudges(id);
    gateway.clock.now = new Date('2026-11-24T13:00:00+09:00');
    expect(await pause('resume')).toEqual({ paused: false, since: null, by: null, ...notSuspended });
    expect(await nudges(id)).toBe(before + 1);
    expect((await list()).items).toMatchObject([{ sends_at: '2026-11-24T03:00:00.000Z', waiting_for: null }]);
    const actions = await gateway.rows("select action from audit_event where action like 'mails.%' order by seq");
    expect(actions.slice(-2)).toEqual([{ action: 'mails.paused' }, { action: 'mails.resumed' }]);
  });
});

describe('every answer and list says the same about when a mail leaves', () => {
  const states: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
    scheduled: () => setApproval('automatic'),
    awaiting: () => Promise.resolve(),
    approved: (id) => decide([row(id, 'approve')]),
    held: (id) => decide([row(id, 'hold')]),
    released: (id) => decide([row(id, 'hold'), row(id, 'release')]),
    edited: (id) =>
      decide([row(id, 'approve', { wording: { subject: '結果', body: '{{addressee}}\n\n[頁]({{pageUrl}})' } })]),
    'sent now': (id) => decide([row(id, 'approve'), row(id, 'send_now')]),
    moved: (id) => decide([row(id, 'reschedule', { send_at: '2026-12-01T11:30:00+09:00' })]),
    'moved and approved': (id) =>
      decide([row(id, 'reschedule', { send_at: '2026-12-01T22:30:00+09:00' }), row(id, 'approve')]),
    paused: () => call('POST', '/pause'),
  };
  afterEach(() => call('POST', '/resume'));

  test.each(
    Object.keys(states).flatMap((state) =>
      [0, 30 * 60_000, 26 * 3_600_000].map((laterMs) => [state, laterMs] as const),
    ),
  )('%s, %i ms later', async (state, laterMs) => {
    const { case_id: id } = await report();
    await states[state]?.(id);
    gateway.clock.now = new Date(someday.getTime() + laterMs);
    await withCompany(gateway.orm, gateway.hinode.id, async (em) => {
      const loaded = await loadCase(em, id);
      if (loaded) await refreshProjection(em, loaded, gateway.clock.now.getTime());
    });
    const listed = (await list()).items.find(({ case_id: caseId }) => caseId === id)?.sends_at;
    const headers = { authorization: `Bearer ${gateway.hinode.key}` };
    const view = (await (await app.request(`/v1/cases/${id}`, { headers })).json()) as {
      next_mail: { sends_at: string };
    };
    // The same decision again changes nothing, and answers what is.
    const repeated = state === 'held' ? 'hold' : 'release';
    const [answered] = await decide([row(id, repeated)]);
    expect({
      case: view.next_mail.sends_at,
      answer: answered && 'sends_at' in answered ? answered.sends_at : '?',
    }).toEqual({ case: listed, answer: listed });
    expect(listed === null).toBe(state === 'held' || state === 'paused');
  });
});

describe('four eyes', () => {
  beforeEach(() => gateway.rows(`update company set settings = settings || '{"fourEyes": true}'`));
  afterEach(() => gateway.rows(`update company set settings = settings || '{"fourEyes": false}'`));
  /** Who saved it last would count as the writer of every mail. */
  const retireWording = () =>
    app.request('/v1/wordings?kind=rejection_relay&locale=ja', {
      method: 'DELETE',
      headers: { authorization: `Bearer ${gateway.hinode.key}` },
    });
  beforeAll(retireWording);
  const edit = (id: string) => row(id, 'edit', { wording: editedWording });
  const fourEyes = [403, 'four_eyes'];
  type Person = { readonly jar: ReadonlyMap<string, string> };
  /** Signed in at the app of this file. */
  const decideAs = async ({ jar }: Person, decisions: unknown[]) => {
    const browser = createBrowser({ app, publicUrl: gateway.context.publicUrl });
    for (const [name, value] of jar) browser.jar.set(name, value);
    const answer = await browser.post('/v1/mails/decisions', { decisions });
    return mailDecisionResults.parse(await answer.json()).results.map(readCode);
  };
  const member = async (role: 'owner' | 'recruiter' | 'approver') => await gateway.member(gateway.hinode.id, role);
  const keyOf = async (...scopes: ('mail:read' | 'mail:write' | 'mail:approve')[]) =>
    (await createKey(gateway.admin, { company: 'hinode', name: 'mails', scopes })).key;

  test('who edited a mail cannot approve it, another member can; what nobody wrote, anybody approves', async () => {
    const [writer, other] = [await member('recruiter'), await member('approver')];
    const [own, untouched] = [(await report()).case_id, (await report()).case_id];
    expect(await decideAs(writer.browser, [edit(own), edit(own)])).toEqual([200, 200]);
    expect((await list(`?state=awaiting`)).items).toMatchObject([{ edited: true, approval: 'awaiting' }, {}]);
    const readWriter = async (id: string) =>
      previewV1.parse(await (await call('GET', `/${id}/preview?as=text`)).json()).last_written;
    expect(await readWriter(own)).toMatchObject({ by: { kind: 'member', id: writer.id } });
    expect(await readWriter(untouched)).toBeNull();
    const both = [row(own, 'approve'), row(untouched, 'approve')];
    expect(await decideAs(writer.browser, both)).toEqual([fourEyes, 200]);
    expect(await decideAs(other.browser, [row(own, 'approve')])).toEqual([200]);
    // It is approved already: the writer changes nothing.
    expect(await decideAs(writer.browser, [row(own, 'approve')])).toEqual([200]);
    // The approver edits: the first writer may approve now, the approver may not.
    expect(await decideAs(other.browser, [row(own, 'edit', { wording: null })])).toEqual([200]);
    expect(readIds(await list('?state=awaiting'))).toContain(own);
    expect(await decideAs(other.browser, [row(own, 'approve')])).toEqual([fourEyes]);
    expect(await decideAs(writer.browser, [row(own, 'approve')])).toEqual([200]);
    expect(await gateway.listAudit(own)).toEqual(['mail.edited', 'mail.approved', 'mail.edited', 'mail.approved']);
  });

  test('approving with a text is an edit; the mail of a removed member needs others', async () => {
    const writer = await member('owner');
    const { case_id: id } = await report();
    const withText = row(id, 'approve', { wording: editedWording });
    expect(await decideAs(writer.browser, [withText, edit(id)])).toEqual([fourEyes, 200]);
    await gateway.rows('update member set removed_at = now(), email = null, email_hash = null where id = ?', [
      writer.id,
    ]);
    const { browser } = await member('owner');
    expect(await decideAs(browser, [withText])).toEqual([200]);
  });

  test('a key is a person of its own, also after its rotation, and approves with mail:approve only', async () => {
    const [writer, other] = [await keyOf('mail:write', 'mail:approve'), await keyOf('mail:write', 'mail:approve')];
    const writesOnly = await keyOf('mail:write');
    const { case_id: id } = await report();
    const results = await decide([edit(id), row(id, 'approve')], writer);
    expect(results.map(readCode)).toEqual([200, fourEyes]);
    expect((await decide([row(id, 'approve'), row(id, 'hold')], writesOnly)).map(readCode)).toEqual([
      [403, 'missing_scope'],
      200,
    ]);
    await decide([row(id, 'release')]);
    const { token } = (await (await call('GET', '/matching?state=awaiting')).json()) as { token: string };
    const all = { filter: { state: 'awaiting' }, token, action: 'approve' };
    for (const [key, code] of [
      [writesOnly, 'missing_scope'],
      [writer, 'four_eyes'],
    ] as const) {
      const answer = await call('POST', '/matching/decisions', all, key);
      expect(await answer.json()).toMatchObject({ changed: 0, problems: [{ problem: { code } }] });
    }
    const { id: keyId } = (
      (await gateway.rows('select id from api_key where key_hash = ?', [apiKeyHash(writer)])) as [{ id: string }]
    )[0];
    const rotated = await gateway.post(`/v1/api-keys/${keyId}/rotate`, {});
    const { key: successor } = (await rotated.json()) as { key: string };
    expect((await decide([row(id, 'approve')], successor)).map(readCode)).toEqual([fourEyes]);
    expect((await decide([row(id, 'approve')], other)).map(readCode)).toEqual([200]);
  });

  test('a key is the member who made it, whichever of them writes and whichever approves', async () => {
    const [writer, other] = [await member('owner'), await member('owner')];
    const create = async (browser: typeof writer.browser) => {
      const body = { name: 'mails', scopes: ['mail:write', 'mail:approve', 'keys:manage'] };
      return (await (await browser.post('/v1/api-keys', body)).json()) as { key: string; api_key: { id: string } };
    };
    const [own, second, foreign] = [
      await create(writer.browser),
      await create(writer.browser),
      await create(other.browser),
    ];
    const byMember = (await report()).case_id;
    expect(await decideAs(writer.browser, [edit(byMember)])).toEqual([200]);
    expect((await decide([row(byMember, 'approve')], own.key)).map(readCode)).toEqual([fourEyes]);
    // A key that the key makes is no other person either.
    const made = await gateway.post('/v1/api-keys', { name: 'x', scopes: ['mail:write', 'mail:approve'] }, {}, own.key);
    const { key: grandchild } = (await made.json()) as { key: string };
    expect((await decide([row(byMember, 'approve')], grandchild)).map(readCode)).toEqual([fourEyes]);
    const byKey = (await report()).case_id;
    expect((await decide([edit(byKey)], own.key)).map(readCode)).toEqual([200]);
    expect(await decideAs(writer.browser, [row(byKey, 'approve')])).toEqual([fourEyes]);
    expect((await decide([row(byKey, 'approve')], second.key)).map(readCode)).toEqual([fourEyes]);
    expect((await decide([row(byMember, 'approve')], foreign.key)).map(readCode)).toEqual([200]);
    // Who replaces somebody's key does not become them.
    await other.browser.post(`/v1/api-keys/${own.api_key.id}/rotate`, {});
    expect(await decideAs(other.browser, [row(byKey, 'approve'), edit(byKey)])).toEqual([200, 200]);
    expect(await decideAs(writer.browser, [row(byKey, 'approve')])).toEqual([200]);
  });

  test('a personal note and the company’s wording count, the last of them alone', async () => {
    const [writer, other] = [await keyOf('mail:write', 'mail:approve'), await keyOf('mail:write', 'mail:approve')];
    const { case_id: id, rejection_id: rejection } = await report();
    const put = (path: string, body: object, key: string) =>
      app.request(path, {
        method: 'PUT',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    gateway.clock.now = new Date();
    const { case_id: worded } = await report(aReport({ application: { rejected_at: new Date().toISOString() } }));
    const target = { kind: 'rejection_relay', locale: 'ja', stage: null, job_category: null };
    expect((await put('/v1/wordings', { ...target, ...editedWording }, other)).status).toBe(200);
    expect((await decide([row(worded, 'approve')], other)).map(readCode)).toEqual([fourEyes]);
    gateway.clock.now = new Date(Date.now() + 60_000);
    const note = await put(`/v1/rejections/${rejection}/personal-note`, { text: '印象に残りました。' }, writer);
    expect(note.status).toBe(200);
    expect((await decide([row(id, 'approve')], writer)).map(readCode)).toEqual([fourEyes]);
    expect((await decide([row(id, 'approve')], other)).map(readCode)).toEqual([200]);
    expect((await retireWording()).status).toBeLessThan(300);
  });
});
