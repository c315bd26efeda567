import { Candidate } from '@goen/case-store';
import { startFilling } from '@goen/case-store/sync';
import { factKinds } from '@goen/contracts/workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aReport, hubspot, type SyncFixture, startSyncFixture, zoho } from '../testing/sync-fixture.ts';
import { notedFactKinds } from './note-text.ts';

let fixture: SyncFixture;
beforeEach(async () => {
  fixture = await startSyncFixture();
});
afterEach(() => fixture?.close());

const at = new Date();
const evidence = { method: 'page', textVersion: '1', textHash: 'x'.repeat(64), locale: 'ja' } as const;

test('facts about candidates are pushed to the CRM as notes in order, with tags and a status', async () => {
  const id = await fixture.connect('zoho_recruit_crm', zoho);
  const [caseId = ''] = await fixture.report([aReport()]);
  await fixture.pushAll();
  await fixture.append(
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
  await fixture.pushAll();
  await fixture.append(caseId, { kind: 'mail.unsubscribed', at, data: { via: 'page' } });
  await fixture.pushAll();
  expect(fixture.zohoNotes()).toEqual([
    '「エンジニア」の不採用を受け付けました（面接）。',
    '選考結果のメール（キャリアリレーのご案内付き）を送信しました。',
    'キャリアリレーに同意しました。',
    '配信停止の希望がありました。その後のご連絡は送信しません。',
  ]);
  expect(fixture.sandbox.zoho.candidates()).toMatchObject([
    { Candidate_Status: 'Unqualified', Associated_Tags: ['TypeScript'], Last_Name: '髙橋' },
  ]);
  expect(fixture.sandbox.zoho.statusChanges().map(({ status }) => status)).toEqual([
    'Rejected',
    'Rejected',
    'Unqualified',
  ]);
  expect(await fixture.connectionRow(id)).toMatchObject({ counts: { pushed: 3, stuck: 0 }, lastError: null });
  expect((await fixture.connectionRow(id)).lastOkAt).not.toBeNull();
});

test('candidates are pushed only to their company’s CRM, and with reach `own` only the connection’s candidates', async () => {
  const other = await fixture.company();
  const mine = await fixture.connect('zoho_recruit_crm', zoho);
  const theirs = await fixture.connect('hubspot', hubspot, other);
  const herp = await fixture.connect('herp', { secrets: { api_key: 'k'.repeat(20) }, settings: { write_back: false } });
  await fixture.report([aReport(), aReport({ source: { connection_id: herp } })]);
  await fixture.report([aReport()], other);
  await fixture.pushAll(2);
  expect([fixture.sandbox.zoho.candidates().length, fixture.sandbox.hubspot.contacts().length]).toEqual([2, 1]);
  const counts = await fixture.sql('select connection_id, count(*)::int as n from sync_record group by 1');
  expect(new Map(counts.map((row) => Object.values(row as object) as [string, number]))).toEqual(
    new Map([
      [mine, 2],
      [theirs, 1],
      [herp, 1],
    ]),
  );
});

test('an unsubscribe in HubSpot is found by the next check, recorded once and stops mails', async () => {
  await fixture.connect('hubspot', hubspot);
  const [caseId = ''] = await fixture.report([aReport()]);
  await fixture.pushAll();
  const [contact] = fixture.sandbox.hubspot.contacts();
  fixture.sandbox.hubspot.setSubscription({
    email: contact?.properties.email ?? '',
    subscriptionId: 1001,
    status: 'UNSUBSCRIBED',
    source: 'PREFERENCES_PAGE',
    legalBasis: null,
    legalBasisExplanation: null,
  });
  const checkAgain = async () => {
    await fixture.sql('update sync_record set due_at = now()');
    await fixture.pushAll();
  };
  const [synced] = await fixture.sql<{ soon: boolean }>(
    `select due_at between now() + interval '23 hours' and now() + interval '25 hours' as soon from sync_record`,
  );
  expect(synced?.soon).toBe(true);
  for (let n = 0; n < 3; n += 1) await checkAgain();
  const facts = await fixture.sql<{ data: unknown }>(`select data from fact where kind = 'mail.unsubscribed'`);
  expect(facts).toEqual([{ data: { via: 'crm' } }]);
  expect(await fixture.sql(`select 1 from outbox where kind = 'nudge' and case_id = ?`, [caseId])).toHaveLength(1);
  const candidate = await fixture.asCompany(async (em) =>
    em.findOneOrFail(Candidate, { id: await fixture.findCandidateId(caseId) }),
  );
  expect(candidate.mayBeMailed).toBe(false);
  expect(fixture.sandbox.hubspot.notes().map((note) => note.properties.hs_note_body?.split('\n')[0])).toContain(
    '配信停止の希望がありました。その後のご連絡は送信しません。',
  );
});

test('the daily check writes nothing: changes and deletions in HubSpot stay, even when a check fails', async () => {
  await fixture.connect('hubspot', hubspot);
  const [caseId = ''] = await fixture.report([aReport(), aReport()]);
  await fixture.pushAll();
  const { hubspot: crm } = fixture.sandbox;
  const [changed, deleted] = crm.contacts();
  if (!changed || !deleted) throw new Error('the contacts are missing');
  crm.update(changed, { lastname: '高橋' });
  crm.remove('contacts', deleted.id);
  const listNames = () => crm.contacts().map(({ id, properties }) => [id, properties.lastname]);
  const checkAgain = async () => {
    await fixture.sql('update sync_target set held_until = now()');
    await fixture.sql('update sync_record set due_at = now()');
    await fixture.pushAll();
    expect(listNames()).toEqual([[changed.id, '高橋']]);
  };
  const before = await fixture.sql('select candidate_id, pushed_at from sync_record order by 1');
  await checkAgain();
  fixture.sandbox.faults.add({ vendor: 'hubspot', fault: 'server_error', path: '/communication-preferences' });
  await checkAgain();
  expect(await fixture.sql('select distinct state, unsure from sync_record')).toEqual([
    { state: 'synced', unsure: true },
  ]);
  await checkAgain();
  expect(await fixture.sql('select candidate_id, pushed_at from sync_record order by 1')).toEqual(before);
  await fixture.append(caseId, { kind: 'case.resumed', at, data: {} });
  await fixture.pushAll();
  expect(crm.contacts().map(({ properties }) => properties.lastname)).toContain('髙橋');
});

test('a later connection is backfilled with the pool', async () => {
  await fixture.report(Array.from({ length: 5 }, () => aReport()));
  const id = await fixture.connect('zoho_recruit_crm', zoho);
  await fixture.pushAll();
  expect(fixture.sandbox.zoho.candidates()).toEqual([]);
  await fixture.asCompany((em) => startFilling(em, id));
  await fixture.pushAll();
  expect([fixture.sandbox.zoho.candidates().length, fixture.sandbox.zoho.notes().length]).toEqual([5, 0]);
});

test('exactly the fact kinds with a note text are queued as notes', async () => {
  await fixture.connect('zoho_recruit_crm', zoho);
  const [caseId = ''] = await fixture.report([aReport()]);
  const candidateId = await fixture.findCandidateId(caseId);
  await fixture.sql('delete from sync_note');
  for (const kind of factKinds) {
    await fixture.sql(
      `insert into fact (company_id, case_id, candidate_id, kind, at, data) values (?, ?, ?, ?, now(), '{}')`,
      [fixture.companyId, caseId, candidateId, kind],
    );
  }
  const waiting = await fixture.sql<{ kind: string }>('select kind from sync_note join fact on seq = fact_seq');
  expect(waiting.map(({ kind }) => kind).sort()).toEqual([...notedFactKinds].sort());
});
