import type { MailRetention } from '@goen/contracts/internal';
import { buildPurge } from '@goen/service-kit/retention';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailFixture, messageTo, openMailContext, startMailFixture } from '../testing/mail-fixture.ts';
import { purgeExpired } from './purge-expired.ts';
import { readRetentionDays } from './retention-settings.ts';
import { buildRetentionRules } from './rules.ts';

const backdate = async (key: string) => {
  await fixture.sql("update message set created_at = created_at - interval '2 months' where key = ?", [key]);
  await fixture.sql("update send_batch set created_at = created_at - interval '2 months'");
};

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
});
afterAll(() => fixture.close());

it('deletes bodies that have been final for longer than the retention, and nothing else', async () => {
  const old = messageTo('old@example.com');
  const result = await fixture.send(old);
  const fresh = messageTo('fresh@example.com');
  await fixture.send(fresh);
  await fixture.sql("update message set finished_at = finished_at - interval '31 days' where key = ?", [old.key]);
  // The job runs at startup, and closing waits for it.
  await fixture.restartService();
  await fixture.restartService();
  const kept = await fixture.sql<{ key: string }>('select key from message where rendered is not null');
  expect(kept).toEqual([{ key: fresh.key }]);
  expect(await fixture.send(old)).toEqual(result);
  await fixture.restartService({ MAIL_BODY_RETENTION_DAYS: '0' });
  await fixture.restartService();
  expect(await fixture.sql('select key from message where rendered is not null')).toEqual([]);
});

it('a retry after months of a mail that may be out gets `unconfirmed` instead of waiting forever', async () => {
  const request = messageTo('months@example.com', { provider: 'smtp' });
  await fixture.plan('smtp', { lostAnswers: 1 });
  expect((await fixture.post('/messages', request)).status).toBe(503);
  await fixture.plan('smtp', null);
  await backdate(request.key);
  await fixture.restartService();
  await fixture.restartService();
  expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'unconfirmed' });
  expect(await fixture.inbox(request.to.email)).toHaveLength(1);
});

const rules = buildRetentionRules({ bodyDays: 30, eventDays: 400, messageDays: 1_096 });
const readRetention = async () => {
  const response = await fixture.get('/retention');
  return ((await response.json()) as { items: { kind: string; expired_rows: number; last_run: object | null }[] })
    .items;
};

it('deletes events, notices and messages once no case can ask for them, and a queued mail never', async () => {
  const [old, recent, queued] = [messageTo('a@example.com'), messageTo('b@example.com'), messageTo('c@example.com')];
  for (const request of [old, recent, queued]) await fixture.send(request);
  const ids = await fixture.sql<{ id: string; key: string }>('select id, key from message');
  const idOf = (request: { key: string }) => ids.find(({ key }) => key === request.key)?.id;
  const longAgo = "now() - interval '1100 days'";
  for (const request of [old, queued])
    await fixture.sql(`update message set created_at = ${longAgo}, finished_at = ${longAgo} where key = ?`, [
      request.key,
    ]);
  await fixture.sql(`update message set state = 'queued', sent_at = null, finished_at = null where key = ?`, [
    queued.key,
  ]);
  await fixture.sql(
    `insert into case_notice values (gen_random_uuid(), ?, 'bounced', ${longAgo}, 1, null, now() - interval '91 days')`,
    [idOf(old)],
  );
  for (const [eventId, days] of [
    ['old', 401],
    ['recent', 399],
  ] as const) {
    await fixture.sql(
      `insert into provider_event values ('resend', ?, ?, 'bounced', now(), now() - make_interval(days => ?))`,
      [eventId, idOf(recent), days],
    );
  }
  const { orm } = await openMailContext(fixture);
  const expired = (await readRetention()).filter(({ kind }) => kind !== 'bodies' && kind !== 'batches');
  // The message goes with its notice.
  expect(expired.map(({ kind, expired_rows: rows }) => [kind, rows])).toEqual([
    ['provider_events', 1],
    ['notices', 1],
    ['short_lived_messages', 0],
    ['messages', 1],
  ]);
  expect(await purgeExpired(orm, rules)).toMatchObject({ provider_events: 1, notices: 1, messages: 1 });
  expect(await fixture.sql('select event_id from provider_event')).toEqual([{ event_id: 'recent' }]);
  const kept = await fixture.sql<{ key: string }>('select key from message');
  expect(kept.map(({ key }) => key)).toEqual(expect.arrayContaining([recent.key, queued.key]));
  expect(kept.map(({ key }) => key)).not.toContain(old.key);
  expect((await readRetention()).find(({ kind }) => kind === 'messages')?.last_run).toMatchObject({
    rows: 1,
    is_complete: true,
  });
  await orm.close(true);
});

it.each(['registration_confirmation', 'sign_in_link', 'member_invitation'])(
  'deletes a %s, with the hash of an address that nobody may have confirmed, after 30 days',
  async (kind) => {
    const [old, recent] = [messageTo(`old-${kind}@example.com`), messageTo(`recent-${kind}@example.com`)];
    for (const request of [old, recent]) await fixture.send(request);
    const age = (request: { key: string }, days: number) =>
      fixture.sql(
        `update message set kind = ?, created_at = now() - make_interval(days => ?),
           finished_at = now() - make_interval(days => ?) where key = ?`,
        [kind, days, days, request.key],
      );
    await age(old, 31);
    await age(recent, 29);
    const { orm } = await openMailContext(fixture);
    expect(await purgeExpired(orm, rules)).toMatchObject({ short_lived_messages: 1 });
    const kept = await fixture.sql<{ key: string }>('select key from message where key in (?, ?)', [
      old.key,
      recent.key,
    ]);
    expect(kept).toEqual([{ key: recent.key }]);
    await orm.close(true);
  },
);

it('days that the operator sets count at the next purge, within bounds, and two changes at once lose none', async () => {
  const put = async (kind: string, body: object) => (await fixture.put(`/retention/${kind}`, body)).status;
  const describe = async (query = '') => {
    const { items } = (await (await fixture.get(`/retention${query}`)).json()) as MailRetention;
    return (kind: string) => items.find((item) => item.kind === kind);
  };
  const request = messageTo('days@example.com');
  await fixture.send(request);
  await fixture.sql("update message set finished_at = finished_at - interval '6 days' where key = ?", [request.key]);
  expect((await describe())('bodies')).toMatchObject({ keep_days: 30, default_days: 30, version: 0, expired_rows: 0 });
  const proposed = await describe('?kind=bodies&keep_days=5');
  expect(proposed('bodies')).toMatchObject({ keep_days: 5, version: 0 });
  expect(proposed('bodies')?.expired_rows).toBeGreaterThan(0);
  expect(proposed('batches')).toMatchObject({ keep_days: 7 });
  const answers = [
    await put('bodies', { keep_days: 366, version: 0 }),
    await put('messages', { keep_days: 399, version: 0 }),
    await put('notices', { keep_days: 90, version: 0 }),
    await put('bodies', { keep_days: 5, version: 1 }),
    await put('bodies', { keep_days: 5, version: 0 }),
    await put('bodies', { keep_days: 6, version: 0 }),
  ];
  expect(answers).toEqual([422, 422, 404, 412, 204, 412]);
  expect((await describe('?counted=false'))('bodies')).toMatchObject({ keep_days: 5, version: 1, expired_rows: null });
  const { orm } = await openMailContext(fixture);
  const { days } = await readRetentionDays(orm, { bodyDays: 30, eventDays: 400, messageDays: 1_096 });
  await purgeExpired(orm, buildRetentionRules(days));
  await orm.close(true);
  expect(await fixture.sql('select rendered from message where key = ?', [request.key])).toEqual([{ rendered: null }]);
});

it('a run deletes a bounded number of rows in small transactions', async () => {
  // The service's own purge at its start keeps these rows.
  await fixture.restartService({ MAIL_EVENT_RETENTION_DAYS: '1000' });
  await fixture.sql(
    `insert into provider_event select 'resend', 'many ' || n, gen_random_uuid(), 'sent', now(), now() - interval '500 days'
     from generate_series(1, 25) n`,
  );
  const { orm } = await openMailContext(fixture);
  const purge = () => purgeExpired(orm, rules, { batchRows: 10, maxBatches: 2 });
  expect(await purge()).toEqual({ provider_events: 20 });
  expect(await purge()).toEqual({ provider_events: 5 });
  await orm.close(true);
});

const indexes = [
  /message_with_body/,
  /send_batch_created/,
  /provider_event_age/,
  /case_notice_told/,
  /message_age|message_company/,
  // With few companies the planner may skip through the other one.
  /message_age|message_company/,
] as const;
it.each(rules.map((rule, index) => ({ rule, index: indexes[index] ?? /$^/ })))(
  'the purge of $rule.kind finds old rows by their age',
  async ({ rule, index }) => {
    const { orm } = await openMailContext(fixture);
    const plan = await orm.em.fork().transactional(async (em) => {
      // The tables are too small here for an index to pay.
      await em.execute('set local enable_seqscan = off');
      return em.execute<{ 'QUERY PLAN': string }[]>(`explain ${buildPurge(rule, rule).sql}`, [1_000]);
    });
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(index);
    await orm.close(true);
  },
);
