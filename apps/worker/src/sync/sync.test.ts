import { appendFact, Candidate, Connection, eraseCandidate, FollowUpCase, type NewFact } from '@goen/case-store';
import { retryStuck, startFilling } from '@goen/case-store/sync';
import { factKinds } from '@goen/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aReport, type SyncBench, startSyncBench } from '../testing/sync-bench.ts';
import { notedKinds } from './note-text.ts';
import { startSync } from './start-sync.ts';

const zohoClient = { id: 'a-client', secret: 'a-secret', refreshToken: 'a-refresh-token' };
const zoho = {
  settings: { statuses: { open: 'Rejected', withdrawn: 'Unqualified', hired: 'Hired' } },
  secrets: { client_id: zohoClient.id, client_secret: zohoClient.secret, refresh_token: zohoClient.refreshToken },
};
const hubspot = { settings: { subscription_id: 1001 }, secrets: { access_token: 'pat' } };
const evidence = { method: 'page', textVersion: '1', textHash: 'x'.repeat(64), locale: 'ja' } as const;

let bench: SyncBench;
beforeEach(async () => {
  bench = await startSyncBench({ limits: { zoho: { client: zohoClient } } });
});
afterEach(() => bench?.close());

const at = new Date();
async function append(caseId: string, ...facts: NewFact[]) {
  await bench.asCompany(async (em) => {
    const { id, companyId, candidateId } = await em.findOneOrFail(FollowUpCase, { id: caseId });
    for (const fact of facts) await appendFact(em, { id, companyId, candidateId }, fact);
  });
}
const candidateOf = (caseId: string) =>
  bench.asCompany(async (em) => (await em.findOneOrFail(FollowUpCase, { id: caseId })).candidateId);
const zohoNotes = () => bench.sandbox.zoho.notes().map((note) => note.Note_Content.split('\n')[0]);
const connectionRow = (id: string) => bench.asCompany((em) => em.findOneOrFail(Connection, { id }));

test('what happens to candidates is written to the CRM as notes in order, with tags and a status', async () => {
  const id = await bench.connect('zoho_recruit_crm', zoho);
  const [caseId = ''] = await bench.report([aReport()]);
  await bench.pushAll();
  await append(
    caseId,
    {
      kind: 'mail.sent',
      at,
      data: { n: 1, mail: 'rejection_relay', rejectionIds: [], messageId: 'm', date: '2026-11-24' },
    },
    { kind: 'consent.granted', at, data: { consent: 'relay', evidence } },
    {
      kind: 'mail.skipped',
      at,
      data: { n: 2, mail: 'relay_reminder', rejectionIds: [], reason: 'suppressed', date: '2026-11-24' },
    },
  );
  await bench.pushAll();
  await append(caseId, { kind: 'mail.unsubscribed', at, data: { via: 'page' } });
  await bench.pushAll();
  expect(zohoNotes()).toEqual([
    '「エンジニア」の不採用を受け付けました（面接）。',
    '選考結果のメール（リレーのご案内付き）を送信しました。',
    'リレーへの参加に同意しました。',
    '配信停止の希望がありました。フォローメールは送信しません。',
  ]);
  expect(bench.sandbox.zoho.candidates()).toMatchObject([
    { Candidate_Status: 'Unqualified', Associated_Tags: ['TypeScript'], Last_Name: '髙橋' },
  ]);
  expect(bench.sandbox.zoho.statusChanges().map(({ status }) => status)).toEqual([
    'Rejected',
    'Rejected',
    'Unqualified',
  ]);
  expect(await connectionRow(id)).toMatchObject({ counts: { pushed: 3, stuck: 0 }, lastError: null });
  expect((await connectionRow(id)).lastOkAt).not.toBeNull();
});

test('each company’s candidates go to its own CRM alone; one of own candidates alone hears of those', async () => {
  const other = await bench.company();
  const mine = await bench.connect('zoho_recruit_crm', zoho);
  const theirs = await bench.connect('hubspot', hubspot, other);
  const herp = await bench.connect('herp', { secrets: { api_key: 'k'.repeat(20) }, settings: { write_back: false } });
  await bench.report([aReport(), aReport({ source: { connection_id: herp } })]);
  await bench.report([aReport()], other);
  await bench.pushAll(2);
  expect([bench.sandbox.zoho.candidates().length, bench.sandbox.hubspot.contacts().length]).toEqual([2, 1]);
  const counts = await bench.sql('select connection_id, count(*)::int as n from sync_record group by 1');
  expect(new Map(counts.map((row) => Object.values(row as object) as [string, number]))).toEqual(
    new Map([
      [mine, 2],
      [theirs, 1],
      [herp, 1],
    ]),
  );
});

test('erasure reaches a CRM that has the candidate, and calls none that does not', async () => {
  const id = await bench.connect('hubspot', hubspot);
  const [kept = '', never = ''] = await bench.report([aReport(), aReport()]);
  const erase = async (caseId: string) => {
    await append(caseId, { kind: 'erasure.requested', at, data: {} });
    await bench.asCompany(async (em) => eraseCandidate(em, await candidateOf(caseId), at));
  };
  await erase(never);
  await bench.pushAll();
  expect(bench.sandbox.hubspot.contacts()).toHaveLength(1);
  const [before] = bench.sandbox.hubspot.contacts();
  await erase(kept);
  await bench.pushAll();
  expect([bench.sandbox.hubspot.contacts(), bench.sandbox.hubspot.notes()]).toEqual([[], []]);
  expect(before?.properties.email).toMatch(/@example\.jp$/);
  expect(await bench.sql('select state, addresses, remote_id from sync_record')).toEqual(
    [1, 2].map(() => ({ state: 'erased', addresses: null, remote_id: null })),
  );
  expect(await bench.sql('select 1 from sync_note')).toEqual([]);
  expect((await connectionRow(id)).lastError).toBeNull();
});

test('an erasure finds who got there by a push whose answer was lost, and waits while the CRM is down', async () => {
  await bench.connect('hubspot', hubspot);
  const [caseId = ''] = await bench.report([aReport()]);
  bench.sandbox.faults.add({ vendor: 'hubspot', fault: 'lost_answer', path: 'batch/upsert' });
  await bench.pushAll();
  expect(bench.sandbox.hubspot.contacts()).toHaveLength(1);
  await bench.asCompany(async (em) => eraseCandidate(em, await candidateOf(caseId), at));
  bench.sandbox.faults.add({ vendor: 'hubspot', fault: 'server_error' });
  await bench.makeDue();
  await bench.pushAll();
  expect(bench.sandbox.hubspot.contacts()).toHaveLength(1);
  await bench.makeDue();
  await bench.pushAll();
  expect(bench.sandbox.hubspot.contacts()).toEqual([]);
});

test('two who are one are one there: notes of both stand with the older, and the double goes', async () => {
  await bench.connect('zoho_recruit_crm', zoho);
  const [older, later] = [aReport(), aReport()];
  const [olderCase = ''] = await bench.report([older]);
  await bench.report([later]);
  await bench.pushAll();
  expect(bench.sandbox.zoho.candidates()).toHaveLength(2);
  const both = aReport({ candidate: { remote_id: older.candidate.remote_id, emails: later.candidate.emails } });
  await bench.report([both]);
  await bench.pushAll();
  await bench.makeDue();
  await bench.pushAll();
  const [one, ...more] = bench.sandbox.zoho.candidates();
  expect([more, one?.Email]).toEqual([[], later.candidate.emails[0]?.value]);
  const states = await bench.sql<{ candidate_id: string; state: string }>('select * from sync_record');
  const olderId = await candidateOf(olderCase);
  expect(states.filter(({ state }) => state === 'synced').map((row) => row.candidate_id)).toEqual([olderId]);
});

test('a double that was never there leaves its notes to the older', async () => {
  const id = await bench.connect('zoho_recruit_crm', zoho);
  await bench.asCompany((em) => em.nativeUpdate(Connection, { id }, { state: 'paused' }));
  const [older, later] = [aReport(), aReport()];
  await bench.report([older]);
  await bench.report([later]);
  const both = aReport({ candidate: { remote_id: older.candidate.remote_id, emails: later.candidate.emails } });
  await bench.report([both]);
  await bench.pushAll();
  expect(bench.sandbox.zoho.candidates()).toEqual([]);
  await bench.asCompany((em) => em.nativeUpdate(Connection, { id }, { state: 'active' }));
  await bench.pushAll();
  expect(bench.sandbox.zoho.candidates()).toHaveLength(1);
  expect(zohoNotes()).toEqual(Array(3).fill('「エンジニア」の不採用を受け付けました（面接）。'));
});

test('a token that ran out is replaced by one refresh for all workers; one that is refused pauses the connection', async () => {
  const id = await bench.connect('zoho_recruit_crm', zoho);
  await bench.report([aReport()]);
  await bench.pushAll(3);
  bench.sandbox.zoho.expireTokens();
  await bench.sql(`update connection set token_refreshed_at = now() - interval '1 hour'`);
  await bench.report([aReport()]);
  await bench.pushAll(3);
  expect(bench.sandbox.zoho.candidates()).toHaveLength(2);
  await bench.sql(`update connection set token_refreshed_at = now() - interval '1 hour'`);
  bench.sandbox.faults.add({ vendor: 'zoho', fault: 'expire_token', path: '/recruit', times: null });
  await bench.report([aReport()]);
  await bench.pushAll();
  expect(await connectionRow(id)).toMatchObject({ lastError: { code: 'unauthorized' } });
  const [held] = await bench.sql<{ ms: number }>(
    'select (extract(epoch from held_until - now()) * 1000)::float8 as ms from sync_target',
  );
  expect(held?.ms).toBeGreaterThan(600_000);
  expect(await bench.sql(`select state, failing_since from sync_record where state <> 'synced'`)).toEqual([
    { state: 'pending', failing_since: null },
  ]);
  bench.sandbox.faults.clear();
  await bench.asCompany((em) =>
    em.nativeUpdate(Connection, { id }, { settings: zoho.settings, tokenRefreshedAt: null }),
  );
  await bench.makeDue();
  await bench.pushAll();
  expect(bench.sandbox.zoho.candidates()).toHaveLength(3);
});

test('one who is refused holds up no other, is stuck and shown so, and goes when it is mended', async () => {
  const id = await bench.connect('zoho_recruit_crm', zoho);
  const bad = aReport({ candidate: { family_name: null, given_name: null, full_name: '佐藤' } });
  await bench.report([aReport(), bad, aReport()]);
  await bench.sql(`update candidate set full_name = repeat('x', 300) where full_name = '佐藤'`);
  await bench.pushAll();
  expect(bench.sandbox.zoho.candidates()).toHaveLength(2);
  expect(await connectionRow(id)).toMatchObject({ counts: { pushed: 2, stuck: 1 }, lastError: { code: 'refused' } });
  expect(await bench.asCompany((em) => retryStuck(em, id))).toBe(1);
  await bench.pushAll();
  expect(await connectionRow(id)).toMatchObject({ counts: { stuck: 1 } });
  await bench.report([bad]);
  await bench.pushAll();
  expect(bench.sandbox.zoho.candidates().map((one) => one.Last_Name)).toContain('佐藤');
  expect(await connectionRow(id)).toMatchObject({ counts: { stuck: 0 } });
});

test('after three days of failures of its own a candidate is stuck', async () => {
  const id = await bench.connect('zoho_recruit_crm', zoho);
  await bench.report([aReport()]);
  bench.sandbox.faults.add({ vendor: 'zoho', fault: 'server_error', path: '/Candidates', times: null });
  await bench.pushAll();
  expect(await bench.sql('select state, attempts from sync_record')).toEqual([{ state: 'pending', attempts: 1 }]);
  await bench.sql(`update sync_record set failing_since = now() - interval '73 hours'`);
  await bench.makeDue();
  await bench.pushAll();
  expect(await bench.sql('select state, due_at from sync_record')).toEqual([{ state: 'stuck', due_at: null }]);
  expect(await connectionRow(id)).toMatchObject({ counts: { stuck: 1 }, lastError: { code: 'unavailable' } });
});

test('faults of every kind: in the end each candidate and each note stands once', async () => {
  const ids = [await bench.connect('zoho_recruit_crm', zoho), await bench.connect('hubspot', hubspot)];
  for (const vendor of ['zoho', 'hubspot'] as const) {
    for (const fault of ['lost_answer', 'server_error', 'too_many_requests'] as const) {
      bench.sandbox.faults.add({
        vendor,
        fault,
        method: 'POST',
        path: vendor === 'zoho' ? '/recruit' : '/crm',
        times: 4,
        share: 0.5,
      });
    }
  }
  await bench.report(Array.from({ length: 12 }, () => aReport()));
  await vi.waitFor(
    async () => {
      await bench.makeDue();
      await bench.pushAll(2);
      const rows = await bench.sql(`select 1 from sync_record where state <> 'synced'`);
      expect(rows).toEqual([]);
    },
    { timeout: 50_000, interval: 10 },
  );
  const markOf = (body: string) => /\[(goen:\d+)\]$/.exec(body)?.[1];
  for (const bodies of [
    bench.sandbox.zoho.notes().map((note) => note.Note_Content),
    bench.sandbox.hubspot.notes().map((note) => note.properties.hs_note_body ?? ''),
  ]) {
    expect([bodies.length, new Set(bodies.map(markOf)).size]).toEqual([12, 12]);
  }
  expect([bench.sandbox.zoho.candidates().length, bench.sandbox.hubspot.contacts().length]).toEqual([12, 12]);
  expect(await bench.sql('select connection_id, count(*)::int from sync_record group by 1')).toHaveLength(ids.length);
});

test('a worker that dies between the push and what it keeps of it leaves nothing double', async () => {
  await bench.connect('zoho_recruit_crm', zoho);
  await bench.report([aReport(), aReport()]);
  // It dies while the CRM has written all and its answer hangs.
  bench.sandbox.faults.add({ vendor: 'zoho', fault: 'hang', path: '/Notes' });
  const dying = startSync(bench.context, { inFlight: 1, pollMs: 20 });
  await vi.waitFor(() => expect(bench.sandbox.zoho.notes()).toHaveLength(2), { timeout: 10_000 });
  await dying.stop();
  expect(await bench.sql('select unsure, state, remote_id from sync_record')).toEqual(
    [1, 2].map(() => ({ unsure: true, state: 'pending', remote_id: null })),
  );
  await bench.makeDue();
  await bench.pushAll();
  expect([bench.sandbox.zoho.candidates().length, zohoNotes().length]).toEqual([2, 2]);
  expect(await bench.sql('select distinct state, unsure from sync_record')).toEqual([
    { state: 'synced', unsure: false },
  ]);
});

test('who unsubscribed in HubSpot is written to no more from here either: found at the next look, and kept once', async () => {
  await bench.connect('hubspot', hubspot);
  const [caseId = ''] = await bench.report([aReport()]);
  await bench.pushAll();
  const [contact] = bench.sandbox.hubspot.contacts();
  bench.sandbox.hubspot.setSubscription({
    email: contact?.properties.email ?? '',
    subscriptionId: 1001,
    status: 'UNSUBSCRIBED',
    source: 'PREFERENCES_PAGE',
    legalBasis: null,
    legalBasisExplanation: null,
  });
  const lookAgain = async () => {
    await bench.sql('update sync_record set due_at = now()');
    await bench.pushAll();
  };
  const [synced] = await bench.sql<{ soon: boolean }>(
    `select due_at between now() + interval '23 hours' and now() + interval '25 hours' as soon from sync_record`,
  );
  expect(synced?.soon).toBe(true);
  for (let n = 0; n < 3; n += 1) await lookAgain();
  const facts = await bench.sql<{ data: unknown }>(`select data from fact where kind = 'mail.unsubscribed'`);
  expect(facts).toEqual([{ data: { via: 'crm' } }]);
  expect(await bench.sql(`select 1 from outbox where kind = 'nudge' and case_id = ?`, [caseId])).toHaveLength(1);
  const candidate = await bench.asCompany(async (em) => em.findOneOrFail(Candidate, { id: await candidateOf(caseId) }));
  expect(candidate.mayBeMailed).toBe(false);
  expect(bench.sandbox.hubspot.notes().map((note) => note.properties.hs_note_body?.split('\n')[0])).toContain(
    '配信停止の希望がありました。フォローメールは送信しません。',
  );
});

test('a connection that came later is filled with the pool', async () => {
  await bench.report(Array.from({ length: 5 }, () => aReport()));
  const id = await bench.connect('zoho_recruit_crm', zoho);
  await bench.pushAll();
  expect(bench.sandbox.zoho.candidates()).toEqual([]);
  await bench.asCompany((em) => startFilling(em, id));
  await bench.pushAll();
  expect([bench.sandbox.zoho.candidates().length, bench.sandbox.zoho.notes().length]).toEqual([5, 0]);
});

test('settings that the CRM’s schema no longer takes are told, and nothing is pushed', async () => {
  const id = await bench.connect('hubspot', { settings: { colour: 'red' }, secrets: {} });
  await bench.report([aReport()]);
  await bench.pushAll();
  expect(await connectionRow(id)).toMatchObject({ lastError: { code: 'refused' } });
  expect(await bench.sql('select unsure, attempts from sync_record')).toEqual([{ unsure: false, attempts: 0 }]);
});

test('every kind of fact that has words here waits as a note, and no other does', async () => {
  await bench.connect('zoho_recruit_crm', zoho);
  const [caseId = ''] = await bench.report([aReport()]);
  const candidateId = await candidateOf(caseId);
  await bench.sql('delete from sync_note');
  for (const kind of factKinds) {
    await bench.sql(
      `insert into fact (company_id, case_id, candidate_id, kind, at, data) values (?, ?, ?, ?, now(), '{}')`,
      [bench.companyId, caseId, candidateId, kind],
    );
  }
  const waiting = await bench.sql<{ kind: string }>('select kind from sync_note join fact on seq = fact_seq');
  expect(waiting.map(({ kind }) => kind).sort()).toEqual([...notedKinds].sort());
});

test('a double of a person who was erased meanwhile is erased as they are', async () => {
  const id = await bench.connect('hubspot', hubspot);
  const [older, later] = [aReport(), aReport()];
  const [olderCase = ''] = await bench.report([older]);
  await bench.report([later]);
  await bench.pushAll();
  await bench.asCompany((em) => em.nativeUpdate(Connection, { id }, { state: 'paused' }));
  const both = aReport({ candidate: { remote_id: older.candidate.remote_id, emails: later.candidate.emails } });
  await bench.report([both]);
  await bench.asCompany(async (em) => eraseCandidate(em, await candidateOf(olderCase), at));
  await bench.asCompany((em) => em.nativeUpdate(Connection, { id }, { state: 'active' }));
  await bench.pushAll();
  expect(bench.sandbox.hubspot.contacts()).toEqual([]);
  expect(await bench.sql('select distinct state, addresses from sync_record')).toEqual([
    { state: 'erased', addresses: null },
  ]);
});
