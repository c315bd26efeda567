import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { recordFacts } from '@goen/cases';
import { mailDays, queuedMailPage, today } from '@goen/contracts/public';
import { expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import { createGatewayApp } from '../../start-gateway.ts';
import { aReport, someday } from '../../testing/gateway-fixture.ts';
import { readIds, row, useQueue } from '../../testing/queue-fixture.ts';

const queue = useQueue();
const { setApproval, call, report, list, decide } = queue;

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
  const view = (await (await queue.gateway.request(`/v1/cases/${id}`)).json()) as { next_mail: object };
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
    queue.gateway.clock.now = new Date(someday.getTime() + minute * 60_000);
    ids.push((await report()).case_id);
  }
  const { case_id: theirs } = await report(aReport(), queue.gateway.aoba.key);
  const seen: string[] = [];
  let next: string | null = null;
  do {
    const page = await list(`?limit=2${next === null ? '' : `&cursor=${next}`}`);
    seen.push(...readIds(page));
    next = page.next;
  } while (next !== null);
  expect(seen.toSorted()).toEqual(ids.toSorted());
  expect([seen[0], seen.at(-1)]).toEqual([ids[1], ids[0]]);
  expect(readIds(await list('', queue.gateway.aoba.key))).toEqual([theirs]);
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

test('the queue is counted by day and state, and found by person, stage and day', async () => {
  const kato = aReport({ candidate: { family_name: '加藤', given_name: 'りん' } });
  const [first, second] = [await report(), await report(kato)].map(({ case_id: id }) => id) as [string, string];
  queue.gateway.clock.now = new Date('2026-11-24T20:00:00+09:00');
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
  expect(readIds(await list(`?q=${encodeURIComponent('加藤')}`, queue.gateway.aoba.key))).toEqual([]);
  const ofPerson = mailDays.parse(await (await call('GET', `/days?q=${encodeURIComponent('加藤')}`)).json());
  expect(ofPerson.days).toEqual([{ ...none, date: '2026-11-24', mails: 1, held: 1 }]);
  expect(
    readIds(await list())
      .slice(0, 2)
      .toSorted(),
  ).toEqual([first, second].toSorted());
});

test('what is waiting today is counted, for one company alone', async () => {
  const readToday = async (key = queue.gateway.hinode.key) => {
    const answer = await queue.app.request('/v1/today', { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    return today.parse(await answer.json());
  };
  const before = await readToday(queue.gateway.aoba.key);
  const [approved] = [await report(), await report()].map(({ case_id: id }) => id);
  const { case_id: consenting } = await report();
  await decide([row(approved ?? '', 'approve')]);
  const [keys] = await queue.gateway.rows<{ candidate_id: string }>(
    'select candidate_id from follow_up_case where id = ?',
    [consenting],
  );
  await withCompany(queue.gateway.orm, queue.gateway.hinode.id, (em) =>
    recordFacts(
      { em, now: queue.gateway.clock.now },
      {
        caseId: consenting,
        facts: { kind: 'mail.complained', at: queue.gateway.clock.now, data: { messageId: randomUUID() } },
      },
    ),
  );
  await queue.gateway.rows(
    'insert into revisit (candidate_id, company_id, revisit_on, saved_by, saved_at) values (?, ?, ?, ?, now())',
    [keys?.candidate_id, queue.gateway.hinode.id, '2026-11-24', 'system'],
  );
  expect(await readToday()).toMatchObject({
    date: '2026-11-24',
    since: '2026-11-23T02:00:00.000Z',
    mails: { today: 1, tomorrow: 0, due_today: 2, due_tomorrow: 0, awaiting: 1, held: 0, note_missing: 0 },
    new_complaints: 1,
    revisits: 1,
    new_credits: null,
  });
  expect(await readToday(queue.gateway.aoba.key)).toEqual(before);
});

test('reading and deciding need separate scopes', async () => {
  const key = async (scope: 'mail:read' | 'mail:write') =>
    (await createKey(queue.gateway.admin, { company: 'hinode', name: scope, scopes: [scope] })).key;
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
  const plans = await queue.gateway.admin.orm.em.fork().transactional(async (em) => {
    // PostgreSQL would scan a table of few rows, and sort them.
    for (const kind of ['seqscan', 'bitmapscan', 'sort']) await em.execute(`set local enable_${kind} = off`);
    const wheres = ['', 'and mail_decision is null', "and next_mail = 'first_follow_up'"];
    const read: string[] = [];
    for (const where of wheres) {
      const lines = await em.execute<object[]>(
        `explain select * from follow_up_case where company_id = ? and state = 'open' and next_mail is not null ${where}
         order by queued_at, id limit 51`,
        [queue.gateway.hinode.id],
      );
      read.push(JSON.stringify(lines));
    }
    return read;
  });
  expect(plans.map((plan) => /Index Scan using (case_queue)/.exec(plan)?.[1])).toEqual(Array(3).fill('case_queue'));
  expect(plans.join()).not.toContain('Sort');
});

test('a rejection that joins is in the queue at once', async () => {
  const body = aReport();
  const { case_id: id } = await report(body);
  queue.gateway.clock.now = new Date(someday.getTime() + 60_000);
  const application = { ...body.application, remote_id: randomUUID() };
  const joined = await report({ ...body, application, job: { remote_id: 'job-2', name: '営業' } });
  expect(joined.case_id).toBe(id);
  expect((await list()).items).toMatchObject([{ case_id: id, jobs: expect.arrayContaining(['営業']) }]);
  expect((await list()).items[0]?.rejection_ids).toHaveLength(2);
});

test('without mail-service the queue is shown as it is known', async () => {
  const { case_id: id } = await report();
  await decide([row(id, 'approve')]);
  const away = createGatewayApp(
    { ...queue.gateway.context, mail: { url: 'http://127.0.0.1:9', token: 't' } },
    { operatorName: 'Goen' },
    {},
  );
  const headers = { authorization: `Bearer ${queue.gateway.hinode.key}` };
  const preview = await away.request(`/v1/mails/${id}/preview`, { headers });
  expect(await preview.json()).toMatchObject({ status: 503, code: 'unavailable' });
  const answer = await away.request('/v1/mails', { headers });
  expect(queuedMailPage.parse(await answer.json()).items).toMatchObject([{ case_id: id, approval: 'approved' }]);
});

test('the queue says why a mail that is due has not left, and since when', async () => {
  const { case_id: id } = await report();
  expect((await list()).items).toMatchObject([{ case_id: id, delayed: null }]);
  await queue.gateway.rows(
    `update follow_up_case set mail_wait_reason = 'mail_service_unavailable', mail_wait_since = '2026-11-24T03:00:00Z'
     where id = ? returning id`,
    [id],
  );
  const delayed = { reason: 'mail_service_unavailable', since: '2026-11-24T03:00:00.000Z' };
  expect((await list()).items).toMatchObject([{ case_id: id, delayed }]);
});
