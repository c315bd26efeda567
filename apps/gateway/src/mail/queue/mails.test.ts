import { randomUUID } from 'node:crypto';
import {
  type MailDecision,
  type MailDecisionResult,
  mailDecisionResults,
  previewV1,
  type QueuedMail,
  queuedMailPage,
  type RejectionAccepted,
} from '@goen/contracts/public';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { gatewayApp } from '../../start-gateway.ts';
import { aReport, type Bench, settings, someday, startBench } from '../../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';

let bench: Bench;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let app: GatewayApp;
beforeAll(async () => {
  [bench, mail] = await Promise.all([startBench(), startMailServiceProcess()]);
  const names = { operatorName: 'Goen' };
  app = gatewayApp({ ...bench.context, mail: mail.address }, names, {});
});
afterAll(async () => {
  await mail?.close();
  await bench?.close();
});

const approvalIs = (approval: 'required' | 'automatic') =>
  bench.rows('update company set settings = settings || ?::jsonb', [JSON.stringify({ approval })]);
beforeEach(() => approvalIs('required'));
afterEach(async () => {
  bench.clock.now = someday;
  // Each test has a queue of its own.
  await bench.rows("update follow_up_case set state = 'closed'");
});

const call = (method: string, path: string, body?: unknown, key = bench.hinode.key) =>
  Promise.resolve(
    app.request(`/v1/mails${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
const report = async (body: unknown = aReport(), key?: string) =>
  (await (await bench.post('/v1/rejections', body, {}, key)).json()) as RejectionAccepted;
const list = async (query = '', key?: string): Promise<{ items: QueuedMail[]; next: string | null }> => {
  const answer = await call('GET', query, undefined, key);
  expect(answer.status).toBe(200);
  return queuedMailPage.parse(await answer.json());
};
const idsOf = (page: { items: QueuedMail[] }) => page.items.map(({ case_id: id }) => id);
const decide = async (decisions: unknown[], key?: string): Promise<MailDecisionResult[]> => {
  const answer = await call('POST', '/decisions', { decisions, by: '採用 太郎' }, key);
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
const codeOf = (result: MailDecisionResult | undefined) =>
  result && 'problem' in result ? [result.status, result.problem.code] : result?.status;
const nudges = async (id: string) =>
  (await bench.rows("select 1 from outbox where case_id = ? and kind = 'nudge'", [id])).length;

test('a mail waits with when it leaves, until when it can be undone, and what it is about', async () => {
  const { case_id: id, rejection_id: rejection } = await report();
  expect((await list()).items).toEqual([
    {
      case_id: id,
      candidate_id: expect.any(String),
      kind: 'rejection_relay',
      rejection_ids: [rejection],
      jobs: ['エンジニア'],
      stage: 'interview',
      sends_at: '2026-11-24T03:00:00.000Z',
      undo_until: '2026-11-24T03:00:00.000Z',
      approval: 'awaiting',
      edited: false,
      decided_by: null,
      decided_at: null,
    },
  ]);
  const view = (await (await bench.request(`/v1/cases/${id}`)).json()) as { next_mail: object };
  expect(view.next_mail).toEqual({
    kind: 'rejection_relay',
    approval: 'awaiting',
    sends_at: '2026-11-24T03:00:00.000Z',
    undo_until: '2026-11-24T03:00:00.000Z',
  });
});

test('whether a yes is needed is asked of the company now, not of when the case was looked at', async () => {
  const { case_id: id } = await report();
  await approvalIs('automatic');
  expect((await list()).items).toMatchObject([{ case_id: id, approval: 'not_needed' }]);
  expect(idsOf(await list('?state=scheduled'))).toEqual([id]);
  expect(idsOf(await list('?state=awaiting'))).toEqual([]);
  await approvalIs('required');
  expect([idsOf(await list('?state=scheduled')), idsOf(await list('?state=awaiting'))]).toEqual([[], [id]]);
});

test('pages hold each mail once, the soonest first; another company’s are not among them', async () => {
  const ids: string[] = [];
  for (const minute of [2, 0, 1, 1, 1]) {
    bench.clock.now = new Date(someday.getTime() + minute * 60_000);
    ids.push((await report()).case_id);
  }
  const { case_id: theirs } = await report(aReport(), bench.aoba.key);
  const seen: string[] = [];
  let next: string | null = null;
  do {
    const page = await list(`?limit=2${next === null ? '' : `&cursor=${next}`}`);
    seen.push(...idsOf(page));
    next = page.next;
  } while (next !== null);
  expect(seen.toSorted()).toEqual(ids.toSorted());
  expect([seen[0], seen.at(-1)]).toEqual([ids[1], ids[0]]);
  expect(idsOf(await list('', bench.aoba.key))).toEqual([theirs]);
});

test('mails are found by state, kind and date', async () => {
  const [one, two, three] = [await report(), await report(), await report()].map(({ case_id: id }) => id) as [
    string,
    string,
    string,
  ];
  await decide([row(one, 'approve'), row(two, 'hold'), row(three, 'cancel')]);
  expect(idsOf(await list('?state=approved'))).toEqual([one]);
  expect(idsOf(await list('?state=held'))).toEqual([two]);
  expect(idsOf(await list('?state=awaiting'))).toEqual([three]);
  expect(idsOf(await list('?kind=first_follow_up'))).toEqual([three]);
  expect(idsOf(await list('?sends_before=2026-11-25&state=approved'))).toEqual([one]);
  expect(idsOf(await list('?sends_before=2026-11-24'))).toEqual([]);
  const bad = await Promise.all(
    ['?state=sent', '?kind=approval_reminder', '?stat=held', '?cursor=x'].map((q) => call('GET', q)),
  );
  expect(bad.map(({ status }) => status)).toEqual([422, 422, 422, 400]);
});

test('a yes is a fact with who and when; the same again changes nothing', async () => {
  const { case_id: id, rejection_id: rejection } = await report();
  const approve = row(id, 'approve', { rejection_ids: [rejection] });
  expect(await decide([approve, approve])).toEqual([
    { case_id: id, status: 200, changed: true, state: 'approved', sends_at: '2026-11-24T03:00:00.000Z' },
    { case_id: id, status: 200, changed: false, state: 'approved', sends_at: '2026-11-24T03:00:00.000Z' },
  ]);
  expect((await list()).items).toMatchObject([
    { approval: 'approved', decided_by: '採用 太郎', decided_at: someday.toISOString() },
  ]);
  const facts = await bench.rows("select data from fact where case_id = ? and kind = 'mail.approved'", [id]);
  expect(facts).toMatchObject([{ data: { mail: 'rejection_relay', rejectionIds: [rejection], by: '採用 太郎' } }]);
  expect(await nudges(id)).toBe(1);
});

test('a hold has no date until it is released, and the yes given meanwhile then counts', async () => {
  const { case_id: id } = await report();
  const states = await decide([row(id, 'hold'), row(id, 'approve'), row(id, 'hold'), row(id, 'release')]);
  expect(states.map((one) => ('state' in one ? [one.state, one.sends_at, one.changed] : one))).toEqual([
    ['held', null, true],
    ['held', null, true],
    ['held', null, false],
    ['approved', '2026-11-24T03:00:00.000Z', true],
  ]);
});

test('cancelled, a result counts as told and the next mail comes; the same again changes nothing', async () => {
  const { case_id: id } = await report();
  const [first, again] = await decide([row(id, 'cancel'), row(id, 'cancel')]);
  expect([first, again]).toMatchObject([
    { changed: true, state: 'cancelled', sends_at: null },
    { changed: false, state: 'cancelled' },
  ]);
  const [fact] = await bench.rows("select data from fact where case_id = ? and kind = 'mail.skipped'", [id]);
  expect(fact).toMatchObject({ data: { reason: 'cancelled', n: 1, by: '採用 太郎' } });
  expect((await list()).items).toMatchObject([{ kind: 'first_follow_up', approval: 'awaiting', undo_until: null }]);
});

test('a decision about a mail that is another one by now is refused with its own code', async () => {
  const body = aReport();
  const { case_id: id, rejection_id: rejection } = await report(body);
  const second = { ...aReport(), candidate: body.candidate };
  expect((await report(second)).case_id).toBe(id);
  // The case has not looked yet: facts decide, whatever the queue showed.
  const approve = row(id, 'approve', { rejection_ids: [rejection] });
  expect((await decide([approve])).map(codeOf)).toEqual([[409, 'mail_changed']]);
  expect((await decide([{ ...row(id, 'hold'), kind: 'rejection' }])).map(codeOf)).toEqual([[409, 'mail_changed']]);
  expect((await decide([row(id, 'approve')])).map(codeOf)).toEqual([200]);
  expect(await nudges(id)).toBe(2);
});

test('a bad row harms no other', async () => {
  const { case_id: id } = await report();
  const { case_id: theirs } = await report(aReport(), bench.aoba.key);
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
  expect(results.map(codeOf)).toEqual([
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
      { decisions: [], by: 'x' },
      { decisions: Array(501).fill(row(id, 'hold')), by: 'x' },
      { decisions: rows },
      { decisions: rows, by: 'x', reason: 'y' },
    ].map((body) => call('POST', '/decisions', body)),
  );
  expect(refused.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
});

const words = {
  subject: '選考の結果について',
  body: '{{addressee}}\n\n面接では楽しいお話をありがとうございました。\n\n[見る]({{pageUrl}})',
};

test('an edit is seen in the preview, stays out of the facts, and can be taken back', async () => {
  const { case_id: id } = await report();
  const shown = async () => previewV1.parse(await (await call('GET', `/${id}/preview`)).json());
  expect((await shown()).subject).toBe('選考結果のご連絡【株式会社ひので】');
  const approve = row(id, 'approve', { wording: words });
  const results = await decide([approve, approve, row(id, 'approve')]);
  expect(results.map((one) => 'changed' in one && one.changed)).toEqual([true, false, false]);
  expect((await list()).items).toMatchObject([{ approval: 'approved', edited: true }]);
  const { subject, text, wording_version: version } = await shown();
  expect([subject, version]).toEqual(['選考の結果について', expect.stringMatching(/^edit:/)]);
  expect(text).toContain('髙橋様\n\n面接では楽しいお話を');
  const timeline = await (await bench.request(`/v1/cases/${id}`)).text();
  expect(timeline).toContain('mail.approved');
  expect(timeline).not.toContain('楽しいお話');
  await decide([row(id, 'approve', { wording: null })]);
  expect((await shown()).subject).toBe('選考結果のご連絡【株式会社ひので】');
});

test('an edit with faults is refused with their places, and is no yes', async () => {
  const { case_id: id } = await report();
  const wording = { subject: 'x', body: '{{addressee}}\n<b>x</b>\n[a]({{pageUrl}})' };
  const [result] = await decide([row(id, 'approve', { wording })]);
  expect(codeOf(result)).toEqual([422, 'invalid_request']);
  expect(result).toMatchObject({
    problem: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/wording/body', line: 2 })]) },
  });
  expect((await list()).items).toMatchObject([{ approval: 'awaiting', edited: false }]);
  expect(await bench.rows('select 1 from mail_edit where case_id = ?', [id])).toEqual([]);
});

test('a preview is the mail to come, as HTML, text or a picture, with links that open nothing', async () => {
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
  const none = await Promise.all([call('GET', '/x/preview'), call('GET', `/${id}/preview`, undefined, bench.aoba.key)]);
  expect(none.map(({ status }) => status)).toEqual([404, 404]);
});

test('what is being sent at this moment can’t be held, edited or cancelled; later it can', async () => {
  const { case_id: id } = await report();
  await decide([row(id, 'approve')]);
  bench.clock.now = new Date('2026-11-24T12:00:01+09:00');
  await bench.rows(
    `insert into candidate_link (token_hash, company_id, case_id, candidate_id, n, created_at)
     select ?, company_id, id, candidate_id, 1, now() from follow_up_case where id = ?`,
    [randomUUID(), id],
  );
  const decisions = [row(id, 'hold'), row(id, 'cancel'), row(id, 'approve', { wording: words }), row(id, 'approve')];
  const underWay = [409, 'mail_under_way'];
  expect((await decide(decisions)).map(codeOf)).toEqual([underWay, underWay, underWay, 200]);
  bench.clock.now = new Date('2026-11-24T18:01:00+09:00');
  expect((await decide([row(id, 'hold')])).map(codeOf)).toEqual([underWay]);
  bench.clock.now = new Date('2026-11-24T18:02:01+09:00');
  expect((await decide([row(id, 'cancel')])).map(codeOf)).toEqual([200]);
});

test('a repeat with an Idempotency-Key answers the same', async () => {
  const { case_id: id } = await report();
  const body = { decisions: [row(id, 'approve')], by: 'a' };
  const headers = { 'idempotency-key': 'one yes' };
  const first = await bench.post('/v1/mails/decisions', body, headers);
  const again = await bench.post('/v1/mails/decisions', body, headers);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await again.json()).toEqual(await first.json());
});

test('looking and deciding are scopes of their own', async () => {
  const key = async (scope: 'mail:read' | 'mail:write') =>
    (await createKey(bench.admin, { company: 'hinode', name: scope, scopes: [scope] })).key;
  const [reader, writer] = [await key('mail:read'), await key('mail:write')];
  const decisions = { decisions: [row(randomUUID(), 'hold')], by: 'x' };
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

test('the queue is read from its indexes in their order, however many cases sleep', async () => {
  const plans = await bench.admin.orm.em.fork().transactional(async (em) => {
    // A table of few rows would be read whole.
    await em.execute('set local enable_seqscan = off');
    const wheres = ['', 'and mail_decision is null', "and next_mail = 'first_follow_up'"];
    const read: string[] = [];
    for (const where of wheres) {
      const lines = await em.execute<object[]>(
        `explain select * from follow_up_case where company_id = ? and state = 'open' and next_mail is not null ${where}
         order by queued_at, id limit 51`,
        [bench.hinode.id],
      );
      read.push(JSON.stringify(lines));
    }
    return read;
  });
  expect(plans.map((plan) => /Index Scan using (case_queue)/.exec(plan)?.[1])).toEqual(Array(3).fill('case_queue'));
  expect(plans.join()).not.toContain('Sort');
});
