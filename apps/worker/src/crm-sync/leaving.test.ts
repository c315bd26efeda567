import { eraseCandidate } from '@goen/cases';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aReport, hubspot, type SyncFixture, startSyncFixture, zoho } from '../testing/sync-fixture.ts';

let fixture: SyncFixture;
beforeEach(async () => {
  fixture = await startSyncFixture();
});
afterEach(() => fixture?.close());

const at = new Date();

test('an erasure deletes the candidate in the CRM, and sends nothing if the CRM never had them', async () => {
  const id = await fixture.connect('hubspot', hubspot);
  const [pushed = '', unpushed = ''] = await fixture.report([aReport(), aReport()]);
  const erase = async (caseId: string) => {
    await fixture.append(caseId, { kind: 'erasure.requested', at, data: {} });
    await fixture.asCompany(async (em) =>
      eraseCandidate(em, await fixture.findCandidateId(caseId), at, 'a-key-of-the-tests'),
    );
  };
  await erase(unpushed);
  await fixture.pushAll();
  expect(fixture.sandbox.hubspot.contacts()).toHaveLength(1);
  const [before] = fixture.sandbox.hubspot.contacts();
  await erase(pushed);
  await fixture.pushAll();
  expect([fixture.sandbox.hubspot.contacts(), fixture.sandbox.hubspot.notes()]).toEqual([[], []]);
  expect(before?.properties.email).toMatch(/@example\.jp$/);
  expect(await fixture.sql('select state, addresses, remote_id from sync_record')).toEqual(
    [1, 2].map(() => ({ state: 'erased', addresses: null, remote_id: null })),
  );
  expect(await fixture.sql('select 1 from sync_note')).toEqual([]);
  expect((await fixture.connectionRow(id)).lastError).toBeNull();
});

test('an erasure finds a contact created by a push with a lost response, and waits while the CRM is down', async () => {
  await fixture.connect('hubspot', hubspot);
  const [caseId = ''] = await fixture.report([aReport()]);
  fixture.sandbox.faults.add({ vendor: 'hubspot', fault: 'lost_answer', path: 'batch/upsert' });
  await fixture.pushAll();
  expect(fixture.sandbox.hubspot.contacts()).toHaveLength(1);
  await fixture.asCompany(async (em) =>
    eraseCandidate(em, await fixture.findCandidateId(caseId), at, 'a-key-of-the-tests'),
  );
  fixture.sandbox.faults.add({ vendor: 'hubspot', fault: 'server_error' });
  await fixture.makeDue();
  await fixture.pushAll();
  expect(fixture.sandbox.hubspot.contacts()).toHaveLength(1);
  await fixture.makeDue();
  await fixture.pushAll();
  expect(fixture.sandbox.hubspot.contacts()).toEqual([]);
});

test('an erasure spares an address that now belongs to another candidate', async () => {
  await fixture.connect('hubspot', hubspot);
  const first = aReport();
  const { remote_id: remoteId, emails } = first.candidate;
  const [caseId = ''] = await fixture.report([first]);
  await fixture.pushAll();
  await fixture.report([
    aReport({ candidate: { remote_id: remoteId, emails: [{ value: 'new@example.jp', type: 'personal' }] } }),
  ]);
  await fixture.pushAll();
  await fixture.report([aReport({ candidate: { emails } })]);
  await fixture.pushAll();
  await fixture.asCompany(async (em) =>
    eraseCandidate(em, await fixture.findCandidateId(caseId), at, 'a-key-of-the-tests'),
  );
  await fixture.pushAll();
  const { hubspot: crm } = fixture.sandbox;
  const email = emails[0]?.value ?? '';
  expect(crm.contacts().map(({ properties }) => properties.email)).toEqual([email]);
  expect(['new@example.jp', email].map((address) => crm.isBlocked(address))).toEqual([true, false]);
});

test('merged candidates are merged in the CRM, and the duplicate is removed', async () => {
  await fixture.connect('zoho_recruit_crm', zoho);
  const [older, later] = [aReport(), aReport()];
  const [olderCase = ''] = await fixture.report([older]);
  await fixture.report([later]);
  await fixture.pushAll();
  expect(fixture.sandbox.zoho.candidates()).toHaveLength(2);
  const both = aReport({ candidate: { remote_id: older.candidate.remote_id, emails: later.candidate.emails } });
  await fixture.report([both]);
  await fixture.pushAll();
  await fixture.makeDue();
  await fixture.pushAll();
  const [remaining, ...more] = fixture.sandbox.zoho.candidates();
  expect([more, remaining?.Email]).toEqual([[], later.candidate.emails[0]?.value]);
  const states = await fixture.sql<{ candidate_id: string; state: string }>('select * from sync_record');
  const olderId = await fixture.findCandidateId(olderCase);
  expect(states.filter(({ state }) => state === 'synced').map((row) => row.candidate_id)).toEqual([olderId]);
});

test('a duplicate that was never pushed leaves its notes to the older candidate', async () => {
  const id = await fixture.connect('zoho_recruit_crm', zoho);
  await fixture.change(id, { state: 'paused' });
  const [older, later] = [aReport(), aReport()];
  await fixture.report([older]);
  await fixture.report([later]);
  const both = aReport({ candidate: { remote_id: older.candidate.remote_id, emails: later.candidate.emails } });
  await fixture.report([both]);
  await fixture.pushAll();
  expect(fixture.sandbox.zoho.candidates()).toEqual([]);
  await fixture.change(id, { state: 'active' });
  await fixture.pushAll();
  expect(fixture.sandbox.zoho.candidates()).toHaveLength(1);
  expect(fixture.zohoNotes()).toEqual(Array(3).fill('「エンジニア」の不採用を受け付けました（面接）。'));
});

test('a duplicate of a candidate erased meanwhile is erased too', async () => {
  const id = await fixture.connect('hubspot', hubspot);
  const [older, later] = [aReport(), aReport()];
  const [olderCase = ''] = await fixture.report([older]);
  await fixture.report([later]);
  await fixture.pushAll();
  await fixture.change(id, { state: 'paused' });
  const both = aReport({ candidate: { remote_id: older.candidate.remote_id, emails: later.candidate.emails } });
  await fixture.report([both]);
  await fixture.asCompany(async (em) =>
    eraseCandidate(em, await fixture.findCandidateId(olderCase), at, 'a-key-of-the-tests'),
  );
  await fixture.change(id, { state: 'active' });
  await fixture.pushAll();
  expect(fixture.sandbox.hubspot.contacts()).toEqual([]);
  expect(await fixture.sql('select distinct state, addresses from sync_record')).toEqual([
    { state: 'erased', addresses: null },
  ]);
});
