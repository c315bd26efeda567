import { eraseCandidate } from '@goen/cases';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aReport, hubspot, type SyncBench, startSyncBench, zoho } from '../testing/sync-fixture.ts';

let bench: SyncBench;
beforeEach(async () => {
  bench = await startSyncBench();
});
afterEach(() => bench?.close());

const at = new Date();

test('erasure reaches a CRM that has the candidate, and calls none that does not', async () => {
  const id = await bench.connect('hubspot', hubspot);
  const [kept = '', never = ''] = await bench.report([aReport(), aReport()]);
  const erase = async (caseId: string) => {
    await bench.append(caseId, { kind: 'erasure.requested', at, data: {} });
    await bench.asCompany(async (em) => eraseCandidate(em, await bench.candidateOf(caseId), at));
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
  expect((await bench.connectionRow(id)).lastError).toBeNull();
});

test('an erasure finds who got there by a push whose answer was lost, and waits while the CRM is down', async () => {
  await bench.connect('hubspot', hubspot);
  const [caseId = ''] = await bench.report([aReport()]);
  bench.sandbox.faults.add({ vendor: 'hubspot', fault: 'lost_answer', path: 'batch/upsert' });
  await bench.pushAll();
  expect(bench.sandbox.hubspot.contacts()).toHaveLength(1);
  await bench.asCompany(async (em) => eraseCandidate(em, await bench.candidateOf(caseId), at));
  bench.sandbox.faults.add({ vendor: 'hubspot', fault: 'server_error' });
  await bench.makeDue();
  await bench.pushAll();
  expect(bench.sandbox.hubspot.contacts()).toHaveLength(1);
  await bench.makeDue();
  await bench.pushAll();
  expect(bench.sandbox.hubspot.contacts()).toEqual([]);
});

test('an address that another has by now is spared by the erasure of who had it before', async () => {
  await bench.connect('hubspot', hubspot);
  const first = aReport();
  const { remote_id: remoteId, emails } = first.candidate;
  const [caseId = ''] = await bench.report([first]);
  await bench.pushAll();
  await bench.report([
    aReport({ candidate: { remote_id: remoteId, emails: [{ value: 'new@example.jp', type: 'personal' }] } }),
  ]);
  await bench.pushAll();
  await bench.report([aReport({ candidate: { emails } })]);
  await bench.pushAll();
  await bench.asCompany(async (em) => eraseCandidate(em, await bench.candidateOf(caseId), at));
  await bench.pushAll();
  const { hubspot: books } = bench.sandbox;
  const email = emails[0]?.value ?? '';
  expect(books.contacts().map(({ properties }) => properties.email)).toEqual([email]);
  expect(['new@example.jp', email].map((one) => books.isBlocked(one))).toEqual([true, false]);
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
  const olderId = await bench.candidateOf(olderCase);
  expect(states.filter(({ state }) => state === 'synced').map((row) => row.candidate_id)).toEqual([olderId]);
});

test('a double that was never there leaves its notes to the older', async () => {
  const id = await bench.connect('zoho_recruit_crm', zoho);
  await bench.change(id, { state: 'paused' });
  const [older, later] = [aReport(), aReport()];
  await bench.report([older]);
  await bench.report([later]);
  const both = aReport({ candidate: { remote_id: older.candidate.remote_id, emails: later.candidate.emails } });
  await bench.report([both]);
  await bench.pushAll();
  expect(bench.sandbox.zoho.candidates()).toEqual([]);
  await bench.change(id, { state: 'active' });
  await bench.pushAll();
  expect(bench.sandbox.zoho.candidates()).toHaveLength(1);
  expect(bench.zohoNotes()).toEqual(Array(3).fill('「エンジニア」の不採用を受け付けました（面接）。'));
});

test('a double of a person who was erased meanwhile is erased as they are', async () => {
  const id = await bench.connect('hubspot', hubspot);
  const [older, later] = [aReport(), aReport()];
  const [olderCase = ''] = await bench.report([older]);
  await bench.report([later]);
  await bench.pushAll();
  await bench.change(id, { state: 'paused' });
  const both = aReport({ candidate: { remote_id: older.candidate.remote_id, emails: later.candidate.emails } });
  await bench.report([both]);
  await bench.asCompany(async (em) => eraseCandidate(em, await bench.candidateOf(olderCase), at));
  await bench.change(id, { state: 'active' });
  await bench.pushAll();
  expect(bench.sandbox.hubspot.contacts()).toEqual([]);
  expect(await bench.sql('select distinct state, addresses from sync_record')).toEqual([
    { state: 'erased', addresses: null },
  ]);
});
