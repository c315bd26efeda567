import { afterEach, describe, expect, test } from 'vitest';
import { someday } from '../../testing/gateway-fixture.ts';
import { useQueue } from '../../testing/queue-fixture.ts';

const queue = useQueue();
const { setApproval, call, report, list, nudges } = queue;

describe('all mails of the company are paused', () => {
  const pause = async (verb: 'pause' | 'resume') => (await call('POST', `/${verb}`)).json();
  afterEach(() => pause('resume'));
  const notSuspended = { suspended_since: null, suspended_because: null };

  test('reports, lists of cases and the queue give no date', async () => {
    await setApproval('automatic');
    await pause('pause');
    const accepted = await report();
    const { case_id: id } = accepted;
    const cases = (await (await queue.gateway.request('/v1/cases')).json()) as { items: { id: string }[] };
    const candidate = await queue.gateway.request(`/v1/cases/${id}`);
    expect(accepted).toMatchObject({ next_step: 'rejection_mail', next_step_at: null });
    expect(cases.items.find((row) => row.id === id)).toMatchObject({ next_step_at: null });
    expect(await candidate.json()).toMatchObject({ next_step_at: null, next_mail: { sends_at: null } });
    // It sleeps until it is due all the same, and is then held by the pause.
    const [row] = await queue.gateway.rows<{ wakes: boolean }>(
      `select o.wake_at = c.next_step_at and c.next_step_at > ? as wakes
       from outbox o join follow_up_case c on c.id = o.case_id where c.id = ? and o.kind = 'start'`,
      [someday, id],
    );
    expect(row).toEqual({ wakes: true });
    await pause('resume');
    const { items } = await list();
    const after = (await (await queue.gateway.request(`/v1/cases/${id}`)).json()) as { next_step_at: string };
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
    expect((await list('', queue.gateway.aoba.key)).items).toEqual([]);
    const before = await nudges(id);
    queue.gateway.clock.now = new Date('2026-11-24T13:00:00+09:00');
    expect(await pause('resume')).toEqual({ paused: false, since: null, by: null, ...notSuspended });
    expect(await nudges(id)).toBe(before + 1);
    expect((await list()).items).toMatchObject([{ sends_at: '2026-11-24T03:00:00.000Z', waiting_for: null }]);
    const actions = await queue.gateway.rows("select action from audit_event where action like 'mails.%' order by seq");
    expect(actions.slice(-2)).toEqual([{ action: 'mails.paused' }, { action: 'mails.resumed' }]);
  });
});
