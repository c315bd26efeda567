import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { buildPurge } from '@goen/service-kit/retention';
import { startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKeepDays, readRetentionRuns, recordRetentionRun, setKeepDays } from './keep-days.ts';
import { countExpired, type KeepDays, purgeCompany } from './purge-company.ts';
import { type RetentionKind, retentionRules } from './rules.ts';

let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeAll(async () => {
  fixture = await startStoreFixture();
});
afterAll(() => fixture?.close());

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const purge = (limits = { batchRows: 1_000, maxBatches: 20 }, keepDays: KeepDays = new Map()) =>
  purgeCompany(fixture.orm, fixture.companyId, keepDays, limits);
const readIds = async (table: string) =>
  (await fixture.sql<{ id: string }>(`select id from ${table}`)).map(({ id }) => id);

async function addConnection(state: 'active' | 'paused' | 'deleted'): Promise<string> {
  const id = randomUUID();
  await fixture.sql(
    `insert into connection (id, company_id, kind, name, state, created_at) values (?, ?, 'greenhouse', 'x', ?, now())`,
    [id, fixture.companyId, state],
  );
  return id;
}

async function addDelivery(connectionId: string, state: string, days: number, settledDays: number | null = days) {
  const id = randomUUID();
  await fixture.sql(
    `insert into hook_delivery (id, company_id, connection_id, delivery_key, state, told, case_ids, deliveries,
       received_at, settled_at) values (?, ?, ?, ?, ?, '[]', '{}', 1, ?, ?)`,
    [id, fixture.companyId, connectionId, id, state, daysAgo(days), settledDays === null ? null : daysAgo(settledDays)],
  );
  return id;
}

async function addKeys(count: number, days: number, companyId = fixture.companyId) {
  await fixture.sql(
    `insert into idempotency_key (id, company_id, method, route, key, body_hash, lease_until, created_at)
     select gen_random_uuid(), ?, 'POST', '/x', 'key ' || n || ' ' || ?::text, 'h', now(), ? from generate_series(1, ?) n`,
    [companyId, randomUUID(), daysAgo(days), count],
  );
}

test('what a paused connection holds is kept however old, and the rest is purged without any new delivery', async () => {
  const [paused, deleted] = [await addConnection('paused'), await addConnection('deleted')];
  const kept = [
    await addDelivery(paused, 'held', 400, null),
    await addDelivery(paused, 'received', 400, null),
    await addDelivery(paused, 'taken', 29),
    // Held for a year, and processed when the connection was resumed.
    await addDelivery(paused, 'taken', 400, 2),
    await addDelivery(deleted, 'held', 29, null),
  ];
  for (const state of ['taken', 'ignored', 'refused']) await addDelivery(paused, state, 31);
  await addDelivery(deleted, 'held', 31, null);
  const counts = await countExpired(fixture.owner.em.fork(), new Map());
  expect([counts.get('hook_deliveries'), counts.get('orphaned_hook_deliveries')]).toEqual([3, 1]);
  expect(await readIds('hook_delivery')).toHaveLength(9);
  await purge();
  expect(new Set(await readIds('hook_delivery'))).toEqual(new Set(kept));
});

test('an event is kept while a delivery of it is pending or recent, and goes with its deliveries', async () => {
  const endpoint = randomUUID();
  await fixture.sql(
    `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
     values (?, ?, 'https://example.jp', '{}', 'enabled', 'x', now())`,
    [endpoint, fixture.companyId],
  );
  const addEvent = async (days: number, state: 'pending' | 'delivered', deliveryDays: number) => {
    const id = randomUUID();
    const { companyId } = fixture;
    const event = `insert into webhook_event (id, company_id, type, data, occurred_at) values (?, ?, 'x', '{}', ?)`;
    await fixture.sql(event, [id, companyId, daysAgo(days)]);
    await fixture.sql(
      `insert into webhook_delivery (id, company_id, event_id, endpoint_id, state, next_attempt_at, created_at)
       values (gen_random_uuid(), ?, ?, ?, ?, case when ?::text = 'pending' then now() end, ?)`,
      [companyId, id, endpoint, state, state, daysAgo(deliveryDays)],
    );
    return id;
  };
  const kept = [
    await addEvent(29, 'delivered', 29),
    await addEvent(40, 'pending', 40),
    await addEvent(40, 'delivered', 2),
  ];
  await addEvent(31, 'delivered', 31);
  await purge();
  expect(new Set(await readIds('webhook_event'))).toEqual(new Set(kept));
  expect(await readIds('webhook_delivery')).toHaveLength(3);
});

test('what the workflow of an import left is deleted; its counts stay', async () => {
  const connection = await addConnection('active');
  const addImport = async (days: number) => {
    const id = randomUUID();
    await fixture.sql(
      `insert into file_import (id, company_id, connection_id, state, dry_run, file_bytes, sha256, rows_done, cursor_row,
         counts, statuses, bytes_kept, rows_kept, created_at, ended_at)
       values (?, ?, ?, 'done', false, 1, 'x', 1, 2, '{"new": 1}', '[]', true, true, now(), ?)`,
      [id, fixture.companyId, connection, daysAgo(days)],
    );
    await fixture.sql(`insert into file_import_chunk values (?, 0, ?, 'x')`, [id, fixture.companyId]);
    await fixture.sql(`insert into file_import_row (import_id, row, company_id, outcome) values (?, 2, ?, 'refused')`, [
      id,
      fixture.companyId,
    ]);
    return id;
  };
  const [recent, old] = [await addImport(30), await addImport(32)];
  await purge();
  for (const table of ['file_import_row', 'file_import_chunk']) {
    expect(await fixture.sql(`select import_id from ${table}`)).toEqual([{ import_id: recent }]);
  }
  const columns = 'bytes_kept, rows_kept, statuses, counts';
  const [row] = await fixture.sql(`select ${columns} from file_import where id = ?`, [old]);
  expect(row).toEqual({ bytes_kept: false, rows_kept: false, statuses: null, counts: { new: 1 } });
});

test('wake-ups are deleted only when what they would wake is over', async () => {
  const [open, closed] = await Promise.all([0, 1].map(async () => fixture.openCase(await fixture.candidate())));
  await fixture.sql(`update follow_up_case set state = 'closed' where id = ?`, [closed]);
  for (const [caseId, attempts] of [
    [open, 500],
    [closed, 500],
    [closed, 0],
  ] as const) {
    await fixture.sql(
      `insert into outbox (company_id, case_id, kind, wake_at, attempts, created_at) values (?, ?, 'nudge', now(), ?, ?)`,
      [fixture.companyId, caseId, attempts, daysAgo(60)],
    );
  }
  await purge();
  const left = await fixture.sql('select case_id, attempts from outbox where attempts > 0 or case_id = ?', [closed]);
  expect(left).toEqual([
    { case_id: open, attempts: 500 },
    { case_id: closed, attempts: 0 },
  ]);
});

test('a run deletes a bounded number of rows in small transactions, and the next one goes on', async () => {
  await addKeys(25, 3);
  await addKeys(1, 1);
  const ofKeys = async () =>
    (await purge({ batchRows: 10, maxBatches: 2 })).find(({ kind }) => kind === 'idempotency_keys');
  expect(await ofKeys()).toEqual({ kind: 'idempotency_keys', rows: 20, isComplete: false });
  expect(await ofKeys()).toEqual({ kind: 'idempotency_keys', rows: 5, isComplete: true });
  expect(await readIds('idempotency_key')).toHaveLength(1);
});

test('a locked row is left for the next run, and nobody waits', async () => {
  await addKeys(2, 3);
  await withCompany(fixture.orm, fixture.companyId, async (em) => {
    await em.execute(
      'select 1 from idempotency_key where created_at < now() - make_interval(days => 2) limit 1 for update',
    );
    await purge();
    expect(await readIds('idempotency_key')).toHaveLength(2);
  });
  await purge();
  expect(await readIds('idempotency_key')).toHaveLength(1);
});

test('another company’s rows are not touched', async () => {
  const other = randomUUID();
  await fixture.sql(`insert into company values (?, 'D', ?, '{}', now())`, [other, other]);
  await addKeys(3, 10, other);
  await purge();
  expect(await fixture.sql('select 1 from idempotency_key where company_id = ?', [other])).toHaveLength(3);
});

test('the operator sets days per kind, not fewer than it needs, and sees the last run', async () => {
  const em = () => fixture.orm.em.fork();
  const set = (kind: string, days: number, version?: number) =>
    setKeepDays(fixture.owner.em.fork(), { kind, days, ...(version !== undefined && { version }) });
  expect(await set('hook_deliveries', 6)).toEqual({ kind: 'out_of_range', minDays: 7, maxDays: 365 });
  expect(await set('hook_deliveries', 366)).toEqual({ kind: 'out_of_range', minDays: 7, maxDays: 365 });
  expect(await set('provision_records', 1)).toEqual({ kind: 'unknown' });
  expect(await set('hook_deliveries', 9, 0)).toEqual({ kind: 'set', before: 30 });
  expect(await set('hook_deliveries', 10, 0)).toEqual({ kind: 'outdated' });
  expect(await set('hook_deliveries', 10)).toEqual({ kind: 'set', before: 9 });
  const keepDays = await readKeepDays(em());
  expect([...keepDays]).toEqual([['hook_deliveries', 10]]);
  await purge(undefined, keepDays);
  await addDelivery(await addConnection('active'), 'taken', 11);
  await recordRetentionRun(em(), keepDays, await purge(undefined, keepDays));
  const runs = await readRetentionRuns(em());
  expect(runs).toHaveLength(retentionRules.length);
  expect(runs.find(({ kind }) => kind === 'hook_deliveries')).toMatchObject({
    keepDays: 10,
    rows: 1,
    isComplete: true,
  });
  // The service itself changes no setting.
  await expect(setKeepDays(em(), { kind: 'hook_deliveries', days: 300 })).rejects.toThrow(/permission denied/);
});

const indexes: Readonly<Record<RetentionKind, string>> = {
  idempotency_keys: 'idempotency_key_age',
  hook_deliveries: 'hook_delivery_settled',
  orphaned_hook_deliveries: 'hook_delivery_open',
  webhook_events: 'webhook_event_age',
  import_files: 'file_import_page',
  import_rows: 'file_import_page',
  imports: 'file_import_page',
  outbox_leftovers: 'outbox_failing',
  mail_edits: 'mail_edit_age',
  personal_notes: 'personal_note_age',
  approval_reminders: 'approval_reminder_age',
  introduction_contacts: 'introduction_contact',
  re_invitations: 're_invitation_closed',
  revisits: 'revisit_page',
  links_of_erased: 'candidate_erased',
  open_applications: 'open_application_age',
  merged_ids: 'merged_id_age',
  complaints: 'complaint_age',
  feedback_words: 'feedback_request_words',
  experience_answers: 'experience_answer_time',
};

test.each(retentionRules)('the purge of $kind finds old rows by their age', async (rule) => {
  const { sql, values } = buildPurge(rule, { companyId: fixture.companyId, keepDays: rule.keepDays });
  const plan = await fixture.asCompany(async (em) => {
    // The tables are too small here for an index to pay.
    await em.execute('set local enable_seqscan = off');
    return em.execute<{ 'QUERY PLAN': string }[]>(`explain ${sql}`, [...values, 1_000]);
  });
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).not.toContain('Seq Scan');
  expect(text).toContain(indexes[rule.kind]);
});
