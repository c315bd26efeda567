import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aReport, someday } from '../../testing/gateway-fixture.ts';
import { editedWording, readCode, row, useQueue } from '../../testing/queue-fixture.ts';

const queue = useQueue();
const { setApproval, call, report, list, decide, nudges } = queue;

test('an approval is a fact with its author and time; a repeat changes nothing', async () => {
  const { case_id: id, rejection_id: rejection } = await report();
  const approve = row(id, 'approve', { rejection_ids: [rejection] });
  expect(await decide([approve, approve])).toEqual([
    { case_id: id, status: 200, changed: true, state: 'approved', sends_at: '2026-11-24T03:00:00.000Z' },
    { case_id: id, status: 200, changed: false, state: 'approved', sends_at: '2026-11-24T03:00:00.000Z' },
  ]);
  expect(await queue.gateway.listAudit(id)).toEqual(['mail.approved']);
  expect((await list()).items).toMatchObject([
    { approval: 'approved', decided_by: queue.gateway.hinode.actor, decided_at: someday.toISOString() },
  ]);
  const facts = await queue.gateway.rows("select data from fact where case_id = ? and kind = 'mail.approved'", [id]);
  expect(facts).toMatchObject([
    { data: { mail: 'rejection_relay', rejectionIds: [rejection], by: `key:${queue.gateway.hinode.actor.id}` } },
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
  const [fact] = await queue.gateway.rows("select data from fact where case_id = ? and kind = 'mail.skipped'", [id]);
  expect(fact).toMatchObject({ data: { reason: 'cancelled', n: 1, by: `key:${queue.gateway.hinode.actor.id}` } });
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
  const { case_id: theirs } = await report(aReport(), queue.gateway.aoba.key);
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
  expect(results[4]).toMatchObject({ problem: { errors: [{ pointer: '', code: 'unknown_field' }] } });
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

test('an approval can be taken back until the mail leaves, whether or not approval is required', async () => {
  const { case_id: id } = await report();
  const states = await decide([row(id, 'revoke'), row(id, 'approve'), row(id, 'revoke'), row(id, 'revoke')]);
  expect(states.map((result) => ('state' in result ? [result.state, result.changed] : result))).toEqual([
    ['awaiting', false],
    ['approved', true],
    ['awaiting', true],
    ['awaiting', false],
  ]);
  expect(await queue.gateway.listAudit(id)).toEqual(['mail.approved', 'mail.approval_revoked']);
  await setApproval('automatic');
  expect((await list()).items).toMatchObject([{ case_id: id, approval: 'awaiting', waiting_for: 'approval' }]);
});

/** As the worker does just before it asks for the mail. */
const saveLink = (id: string) =>
  queue.gateway.rows(
    `insert into candidate_link (token_hash, company_id, case_id, candidate_id, n, created_at)
     select ?, company_id, id, candidate_id, 1, now() from follow_up_case where id = ?`,
    [randomUUID(), id],
  );

test('a held mail is not being sent, although it was about to be: it can be approved and cancelled', async () => {
  const { case_id: id } = await report();
  await decide([row(id, 'hold')]);
  queue.gateway.clock.now = new Date('2026-11-24T12:00:01+09:00');
  await saveLink(id);
  expect((await decide([row(id, 'approve', { wording: editedWording })])).map(readCode)).toEqual([200]);
  const { case_id: other } = await report();
  await decide([row(other, 'hold')]);
  await saveLink(other);
  expect((await decide([row(other, 'cancel')])).map(readCode)).toEqual([200]);
});

test('a mail that is being sent cannot be held, edited or cancelled; later it can', async () => {
  const { case_id: id } = await report();
  await decide([row(id, 'approve')]);
  queue.gateway.clock.now = new Date('2026-11-24T12:00:01+09:00');
  await saveLink(id);
  const decisions = [
    row(id, 'hold'),
    row(id, 'cancel'),
    row(id, 'approve', { wording: editedWording }),
    row(id, 'approve'),
  ];
  const inFlight = [409, 'mail_under_way'];
  expect((await decide(decisions)).map(readCode)).toEqual([inFlight, inFlight, inFlight, 200]);
  queue.gateway.clock.now = new Date('2026-11-24T18:01:00+09:00');
  expect((await decide([row(id, 'hold')])).map(readCode)).toEqual([inFlight]);
  queue.gateway.clock.now = new Date('2026-11-24T18:02:01+09:00');
  expect((await decide([row(id, 'cancel')])).map(readCode)).toEqual([200]);
});

test('a repeat with the same Idempotency-Key returns the same response', async () => {
  const { case_id: id } = await report();
  const body = { decisions: [row(id, 'approve')] };
  const headers = { 'idempotency-key': 'one yes' };
  const first = await queue.gateway.post('/v1/mails/decisions', body, headers);
  const again = await queue.gateway.post('/v1/mails/decisions', body, headers);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await again.json()).toEqual(await first.json());
});

test.each(['approve', 'hold', 'release'] as const)(
  'the answer to %s and the queue say the same sends_at',
  async (action) => {
    const { case_id: id } = await report();
    if (action === 'release') await decide([row(id, 'hold')]);
    for (const hours of [0, 3, 30]) {
      queue.gateway.clock.now = new Date(someday.getTime() + hours * 3_600_000);
      const [answer] = await decide([row(id, action)]);
      expect(answer).toMatchObject({ sends_at: (await list()).items[0]?.sends_at });
    }
  },
);
