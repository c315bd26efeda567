import { randomUUID } from 'node:crypto';
import { eraseCandidate, mergeCandidates } from '@goen/cases';
import { seedFacts, someday, startStoreFixture } from '@goen/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Candidate } from '../entities/candidate.ts';
import { Connection } from '../entities/connection.ts';
import {
  claimTarget,
  type DueRecord,
  fillTarget,
  noteAttempt,
  openSyncTarget,
  readDue,
  releaseTarget,
  renewTarget,
  retryStuck,
  type Settled,
  SyncRecord,
  settleRecord,
  startFilling,
  withSync,
} from './index.ts';

const key = Buffer.alloc(32, 9);
let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeEach(async () => {
  fixture = await startStoreFixture();
});
afterEach(() => fixture?.close());

async function connect(reach: 'all' | 'own' = 'all', companyId = fixture.companyId): Promise<string> {
  const id = randomUUID();
  await fixture.sql(`insert into connection (id, company_id, kind, name, created_at) values (?, ?, 'x', 'X', now())`, [
    id,
    companyId,
  ]);
  await fixture.sql('insert into sync_target (connection_id, company_id, reach) values (?, ?, ?)', [
    id,
    companyId,
    reach,
  ]);
  return id;
}
async function aCase() {
  const candidateId = await fixture.candidate();
  const caseId = await fixture.openCase(candidateId);
  return { candidateId, keys: { id: caseId, companyId: fixture.companyId, candidateId } };
}
const reported = async ({ keys }: Awaited<ReturnType<typeof aCase>>) => {
  const fact = await fixture.reported(keys.id);
  await fixture.asCompany((em) => seedFacts(em, keys, fact));
};
const records = (connectionId: string) =>
  fixture.sql<{ candidate_id: string; state: string; version: number; due_at: Date | null }>(
    'select * from sync_record where connection_id = ? order by candidate_id',
    [connectionId],
  );
const notes = (connectionId: string) =>
  fixture.sql<{ kind: string }>(
    `select fact.kind from sync_note join fact on fact.seq = fact_seq where connection_id = ? order by seq`,
    [connectionId],
  );
const due = (connectionId: string) => fixture.asCompany((em) => readDue(em, connectionId, 10, key));
const done = { kind: 'done', remoteId: 'R-1', addresses: ['hanako@example.jp'], noted: [], recheckAt: null } as const;

test('facts of weight make a candidate due and leave a note each; others do not', async () => {
  const [mine, one] = [await connect(), await aCase()];
  await fixture.asCompany((em) =>
    seedFacts(em, one.keys, { kind: 'candidate.changed', at: someday, data: { fields: ['email'] } }),
  );
  expect(await records(mine)).toEqual([]);
  await reported(one);
  expect(await records(mine)).toMatchObject([{ candidate_id: one.candidateId, state: 'pending' }]);
  expect(await notes(mine)).toEqual([{ kind: 'rejection.reported' }]);
});

test('a connection of another company, one that is deleted and one whose own candidates are others hear nothing', async () => {
  const other = randomUUID();
  await fixture.sql(`insert into company values (?, 'D', 'd', '{}', now())`, [other]);
  const [theirs, own, gone] = [await connect('all', other), await connect('own'), await connect()];
  await fixture.sql(`update connection set state = 'deleted' where id = ?`, [gone]);
  await reported(await aCase());
  for (const id of [theirs, own, gone]) expect(await records(id)).toEqual([]);
  expect(await fixture.sql('select 1 from sync_target where connection_id = ?', [gone])).toEqual([]);
});

test('one whose own candidates they are hears of them', async () => {
  const [own, one] = [await connect('own'), await aCase()];
  await fixture.sql(`update application set source_key = ? where candidate_id = ?`, [
    `connection:${own}`,
    one.candidateId,
  ]);
  await reported(one);
  expect(await records(own)).toHaveLength(1);
});

test('what happens while a push is under way leaves the candidate pending', async () => {
  const [mine, one] = [await connect(), await aCase()];
  await reported(one);
  const [read] = await due(mine);
  if (read === undefined) throw new Error('nothing is due');
  await fixture.asCompany((em) => seedFacts(em, one.keys, { kind: 'case.resumed', at: someday, data: {} }));
  const settle = (noted: readonly number[], record: SyncRecord) =>
    fixture.asCompany((em) => settleRecord(em, record, { ...done, noted }, key));
  await settle(read.factSeqs, read.record);
  expect(await records(mine)).toMatchObject([{ state: 'pending' }]);
  expect(await notes(mine)).toEqual([{ kind: 'case.resumed' }]);
  const [again] = await due(mine);
  expect(again?.addresses).toEqual(['hanako@example.jp']);
  await settle(again?.factSeqs ?? [], again?.record ?? read.record);
  expect(await records(mine)).toMatchObject([{ state: 'synced', due_at: null }]);
});

test('a name or tag that changes and an erasure make a candidate due whom the CRM has; addresses are sealed', async () => {
  const [mine, one] = [await connect(), await aCase()];
  const change = (name: string) =>
    fixture.asCompany((em) => em.nativeUpdate(Candidate, { id: one.candidateId }, { familyName: name }));
  await change('佐藤');
  expect(await records(mine)).toEqual([]);
  await reported(one);
  const settle = async () => {
    for (const { record, factSeqs } of await due(mine))
      await fixture.asCompany((em) => settleRecord(em, record, { ...done, noted: factSeqs }, key));
  };
  await settle();
  await fixture.asCompany((em) => em.nativeUpdate(Candidate, { id: one.candidateId }, { mayBeMailed: false }));
  expect(await records(mine)).toMatchObject([{ state: 'synced' }]);
  await change('鈴木');
  expect(await records(mine)).toMatchObject([{ state: 'pending' }]);
  await settle();
  await fixture.sql(`insert into candidate_tag values (gen_random_uuid(), ?, ?, 'skill', 'SQL', 'sql')`, [
    fixture.companyId,
    one.candidateId,
  ]);
  expect(await records(mine)).toMatchObject([{ state: 'pending' }]);
  await settle();
  const [kept] = await fixture.sql<{ addresses: Buffer }>('select addresses from sync_record');
  expect(kept?.addresses.toString('latin1')).not.toContain('hanako');
  await fixture.asCompany((em) => eraseCandidate(em, one.candidateId, someday));
  const [erased] = await due(mine);
  expect(erased?.addresses).toEqual(['hanako@example.jp']);
  await fixture.asCompany((em) => settleRecord(em, erased?.record ?? new SyncRecord(), { kind: 'erased' }, key));
  expect(await fixture.sql('select state, addresses, remote_id from sync_record')).toEqual([
    { state: 'erased', addresses: null, remote_id: null },
  ]);
  await reported(one);
  expect(await records(mine)).toMatchObject([{ state: 'erased' }]);
});

test('two who are one: both are due, the later as gone', async () => {
  const [mine, older, later] = [await connect(), await aCase(), await aCase()];
  await reported(older);
  await reported(later);
  expect(await fixture.asCompany((em) => mergeCandidates(em, older.candidateId, later.candidateId, someday))).toBe(
    true,
  );
  expect((await due(mine)).map(({ record }) => record.candidateId).sort()).toEqual(
    [older.candidateId, later.candidateId].sort(),
  );
});

test('a failure comes again when it says, counts as stuck once given up, and by what is new or asked for gets another chance', async () => {
  const [mine, one] = [await connect(), await aCase()];
  await reported(one);
  const fault = { code: 'refused', detail: 'x' } as const;
  const fail = async (retryAt: Date | null) => {
    const [read] = await due(mine);
    await fixture.asCompany((em) =>
      settleRecord(em, read?.record ?? new SyncRecord(), { kind: 'failed', fault, retryAt, counts: true }, key),
    );
  };
  const later = new Date(Date.now() + 60_000);
  await fail(later);
  expect((await records(mine)).map(({ due_at: at }) => new Date(at ?? 0))).toEqual([later]);
  expect(await due(mine)).toEqual([]);
  await fixture.sql('update sync_record set due_at = now()');
  await fail(null);
  expect(await records(mine)).toMatchObject([{ state: 'stuck', due_at: null, last_fault: fault }]);
  expect(await fixture.asCompany((em) => retryStuck(em, mine, [randomUUID()]))).toBe(0);
  expect(await fixture.asCompany((em) => retryStuck(em, mine))).toBe(1);
  await fail(null);
  await fixture.asCompany((em) => seedFacts(em, one.keys, { kind: 'case.resumed', at: someday, data: {} }));
  expect(await records(mine)).toMatchObject([{ state: 'pending', failing_since: null }]);
});

test('what failed, or fails just then, is tried again at once when settings or secrets changed', async () => {
  const [mine, other] = [await connect(), await connect()];
  for (let n = 0; n < 4; n += 1) await reported(await aCase());
  const [stuck, waiting, there, underWay] = await due(mine);
  if (!stuck || !waiting || !there || !underWay) throw new Error('not due');
  const settle = ({ record }: DueRecord, settled: Settled) =>
    fixture.asCompany((em) => settleRecord(em, record, settled, key));
  const fail = (retryAt: Date | null): Settled => {
    const fault = { code: 'refused', detail: 'x' } as const;
    return { kind: 'failed', fault, retryAt, counts: true };
  };
  await settle(stuck, fail(null));
  await settle(waiting, fail(new Date(Date.now() + 3_600_000)));
  await settle(there, { ...done, noted: there.factSeqs });
  await fixture.asCompany((em) => noteAttempt(em, underWay.record, [], key));
  const change = (id: string, to: Partial<Connection>) =>
    fixture.asCompany((em) => em.nativeUpdate(Connection, { id }, to));
  const before = await records(mine);
  await change(mine, { state: 'active' });
  await change(other, { settings: { a: 1 } });
  expect(await records(mine)).toEqual(before);
  await change(mine, { settings: { a: 1 } });
  await settle(underWay, fail(null));
  const states = await fixture.sql<{ candidate_id: string; state: string }>(
    `select candidate_id, state from sync_record where connection_id = ?
       and (due_at <= now() or state = 'synced')`,
    [mine],
  );
  const now = new Map(states.map((row) => [row.candidate_id, row.state]));
  expect([stuck, waiting, there, underWay].map(({ record }) => now.get(record.candidateId))).toEqual([
    'pending',
    'pending',
    'synced',
    'pending',
  ]);
  await fixture.sql(`update sync_record set state = 'stuck', due_at = null where state = 'pending'`);
  await change(mine, { secrets: Buffer.from('x') });
  expect(await fixture.sql(`select 1 from sync_record where state = 'stuck' and connection_id = ?`, [mine])).toEqual(
    [],
  );
});

test('a connection is claimed by one at a time, not while it is paused or held, and by another when one died', async () => {
  const [mine, one] = [await connect(), await aCase()];
  expect(await claimTarget(fixture.orm, 60_000)).toBeNull();
  await reported(one);
  const first = await claimTarget(fixture.orm, 60_000);
  expect(first).toMatchObject({ connectionId: mine, companyId: fixture.companyId, faults: 0 });
  expect(await claimTarget(fixture.orm, 60_000)).toBeNull();
  await fixture.sql('update sync_target set leased_until = now()');
  const second = await claimTarget(fixture.orm, 60_000);
  expect(second?.lease).toBe((first?.lease ?? 0) + 1);
  if (!first || !second) throw new Error('not claimed');
  expect(await renewTarget(fixture.orm, first, 60_000)).toBe(false);
  expect(await renewTarget(fixture.orm, second, 60_000)).toBe(true);
  await releaseTarget(fixture.orm, first, { faults: 0 });
  expect(await claimTarget(fixture.orm, 60_000)).toBeNull();
  await releaseTarget(fixture.orm, second, { faults: 3, holdMs: 60_000 });
  expect(await claimTarget(fixture.orm, 60_000)).toBeNull();
  await fixture.asCompany((em) => em.nativeUpdate(Connection, { id: mine }, { settings: { a: 1 } }));
  const third = await claimTarget(fixture.orm, 0);
  expect(third).toMatchObject({ faults: 0 });
  await fixture.asCompany((em) => em.nativeUpdate(Connection, { id: mine }, { state: 'paused' }));
  expect(await claimTarget(fixture.orm, 0)).toBeNull();
});

test('the pool is filled in by bounded batches, without those who were erased', async () => {
  const mine = await connect();
  const all = await Promise.all(Array.from({ length: 7 }, () => fixture.candidate()));
  await fixture.asCompany((em) => eraseCandidate(em, all[0] ?? '', someday));
  const fill = () => fixture.asCompany((em) => fillTarget(em, mine, 4));
  await fill();
  expect(await records(mine)).toEqual([]);
  expect(await fixture.asCompany((em) => startFilling(em, mine))).toBe(true);
  expect(await claimTarget(fixture.orm, 0)).toMatchObject({ isFilling: true });
  await fill();
  expect(await records(mine)).toHaveLength(4);
  await fill();
  await fill();
  expect((await records(mine)).map((row) => row.candidate_id)).toEqual(all.slice(1).sort());
  expect(await fixture.sql('select fill_after from sync_target')).toEqual([{ fill_after: null }]);
});

test('a session of who pushes sees what is to be pushed of all, and nothing else', async () => {
  const [mine, one] = [await connect(), await aCase()];
  await reported(one);
  await withSync(fixture.orm, async (em) => {
    expect(await em.execute('select connection_id from sync_record')).toEqual([{ connection_id: mine }]);
    for (const table of ['connection', 'candidate', 'fact', 'company'])
      expect(await em.execute(`select * from ${table}`)).toEqual([]);
  });
});

test('opening a target is written by the company’s own session', async () => {
  const id = randomUUID();
  await fixture.sql(`insert into connection (id, company_id, kind, name, created_at) values (?, ?, 'x', 'X', now())`, [
    id,
    fixture.companyId,
  ]);
  await fixture.asCompany((em) => openSyncTarget(em, { id, companyId: fixture.companyId }, 'all'));
  await reported(await aCase());
  expect(await records(id)).toHaveLength(1);
});
