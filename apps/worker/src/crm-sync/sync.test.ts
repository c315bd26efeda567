import { Candidate } from '@goen/case-store';
import { startFilling } from '@goen/case-store/sync';
import { factKinds } from '@goen/contracts/workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aReport, hubspot, type SyncBench, startSyncBench, zoho } from '../testing/sync-fixture.ts';
import { notedFactKinds } from './note-text.ts';

let bench: SyncBench;
beforeEach(async () => {
  bench = await startSyncBench();
});
afterEach(() => bench?.close());

const at = new Date();
const evidence = { method: 'page', textVersion: '1', textHash: 'x'.repeat(64), locale: 'ja' } as const;

test('what happens to candidates is written to the CRM as notes in order, with tags and a status', async () => {
  const id = await bench.connect('zoho_recruit_crm', zoho);
  const [caseId = ''] = await bench.report([aReport()]);
  await bench.pushAll();
  await bench.append(
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
  await bench.append(caseId, { kind: 'mail.unsubscribed', at, data: { via: 'page' } });
  await bench.pushAll();
  expect(bench.zohoNotes()).toEqual([
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
  expect(await bench.connectionRow(id)).toMatchObject({ counts: { pushed: 3, stuck: 0 }, lastError: null });
  expect((await bench.connectionRow(id)).lastOkAt).not.toBeNull();
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
  const candidate = await bench.asCompany(async (em) =>
    em.findOneOrFail(Candidate, { id: await bench.candidateOf(caseId) }),
  );
  expect(candidate.mayBeMailed).toBe(false);
  expect(bench.sandbox.hubspot.notes().map((note) => note.properties.hs_note_body?.split('\n')[0])).toContain(
    '配信停止の希望がありました。フォローメールは送信しません。',
  );
});

test('the daily look writes nothing: what the company changed or deleted in HubSpot stays so, also when a look fails', async () => {
  await bench.connect('hubspot', hubspot);
  const [caseId = ''] = await bench.report([aReport(), aReport()]);
  await bench.pushAll();
  const { hubspot: books } = bench.sandbox;
  const [changed, deleted] = books.contacts();
  if (!changed || !deleted) throw new Error('nobody is there');
  books.update(changed, { lastname: '高橋' });
  books.remove('contacts', deleted.id);
  const stands = () => books.contacts().map(({ id, properties }) => [id, properties.lastname]);
  const lookAgain = async () => {
    await bench.sql('update sync_target set held_until = now()');
    await bench.sql('update sync_record set due_at = now()');
    await bench.pushAll();
    expect(stands()).toEqual([[changed.id, '高橋']]);
  };
  const before = await bench.sql('select candidate_id, pushed_at from sync_record order by 1');
  await lookAgain();
  bench.sandbox.faults.add({ vendor: 'hubspot', fault: 'server_error', path: '/communication-preferences' });
  await lookAgain();
  expect(await bench.sql('select distinct state, unsure from sync_record')).toEqual([
    { state: 'synced', unsure: true },
  ]);
  await lookAgain();
  expect(await bench.sql('select candidate_id, pushed_at from sync_record order by 1')).toEqual(before);
  await bench.append(caseId, { kind: 'case.resumed', at, data: {} });
  await bench.pushAll();
  expect(books.contacts().map(({ properties }) => properties.lastname)).toContain('髙橋');
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

test('every kind of fact that has words here waits as a note, and no other does', async () => {
  await bench.connect('zoho_recruit_crm', zoho);
  const [caseId = ''] = await bench.report([aReport()]);
  const candidateId = await bench.candidateOf(caseId);
  await bench.sql('delete from sync_note');
  for (const kind of factKinds) {
    await bench.sql(
      `insert into fact (company_id, case_id, candidate_id, kind, at, data) values (?, ?, ?, ?, now(), '{}')`,
      [bench.companyId, caseId, candidateId, kind],
    );
  }
  const waiting = await bench.sql<{ kind: string }>('select kind from sync_note join fact on seq = fact_seq');
  expect(waiting.map(({ kind }) => kind).sort()).toEqual([...notedFactKinds].sort());
});
