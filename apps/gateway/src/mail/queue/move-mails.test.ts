import { withCompany } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import { afterEach, describe, expect, test } from 'vitest';
import { someday } from '../../testing/gateway-fixture.ts';
import { type MailAction, readCode, row, useQueue } from '../../testing/queue-fixture.ts';

const queue = useQueue();
const { setApproval, call, report, list, decide } = queue;

describe('a mail is moved', () => {
  const movedTo = async (id: string, action: MailAction, more: object = {}) =>
    (await decide([row(id, action, more)]))[0];

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
    queue.gateway.clock.now = new Date('2026-11-24T20:00:00+09:00');
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
    await queue.gateway.rows(
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
    queue.gateway.clock.now = new Date(someday.getTime() + laterMs);
    await withCompany(queue.gateway.orm, queue.gateway.hinode.id, async (em) => {
      const loaded = await loadCase(em, id);
      if (loaded) await refreshProjection(em, loaded, queue.gateway.clock.now.getTime());
    });
    const listed = (await list()).items.find(({ case_id: caseId }) => caseId === id)?.sends_at;
    const headers = { authorization: `Bearer ${queue.gateway.hinode.key}` };
    const view = (await (await queue.app.request(`/v1/cases/${id}`, { headers })).json()) as {
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
