import { randomUUID } from 'node:crypto';
import { eraseCandidate, mergeCandidates } from '@goen/cases';
import { seedFacts, someday, startStoreFixture } from '@goen/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Candidate } from '../entities/candidate.ts';
import { Connection } from '../entities/connection.ts';
import { claimDueTarget } from './claim-target.ts';
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
async function openCase() {
  const candidateId = await fixture.candidate();
  const caseId = await fixture.openCase(candidateId);
  return { candidateId, keys: { id: caseId, companyId: fixture.companyId, candidateId } };
}
const reportRejection = async ({ keys }: Awaited<ReturnType<typeof openCase>>) => {
  const fact = await fixture.reported(keys.id);
  await fixture.asCompany((em) => seedFacts(em, keys, fact));
};
const listRecords = (connectionId: string) =>
  fixture.sql<{ candidate_id: string; state: string; version: number; due_at: Date | null }>(
    'select * from sync_record where connection_id = ? order by candidate_id',
    [connectionId],
  );
const listNotes = (connectionId: string) =>
  fixture.sql<{ kind: string }>(
    `select fact.kind from sync_note join fact on fact.seq = fact_seq where connection_id = ? order by seq`,
    [connectionId],
  );
const listDue = (connectionId: string) => fixture.asCompany((em) => readDue(em, connectionId, 10, key));
const done = { kind: 'done', remoteId: 'R-1', addresses: ['hanako@example.jp'], noted: [], recheckAt: null } as const;

test('facts relevant to the CRM make a candidate due and add one note each; other facts do not', async () => {
  const [connectionId, candidate] = [await connect(), await openCase()];
  await fixture.asCompany((em) =>
    seedFacts(em, candidate.keys, { kind: 'candidate.changed', at: someday, data: { fields: ['email'] } }),
  );
  expect(await listRecords(connectionId)).toEqual([]);
  await reportRejection(candidate);
  expect(await listRecords(connectionId)).toMatchObject([{ candidate_id: candidate.candidateId, state: 'pending' }]);
  expect(await listNotes(connectionId)).toEqual([{ kind: 'rejection.reported' }]);
});

test('an answer about an opening makes a candidate due and adds a note, for the connections that reach them', async () => {
  const [all, own, candidate] = [await connect(), await connect('own'), await openCase()];
  const data = {
    reInvitationId: randomUUID(),
    position: 'エンジニア',
    answer: 'interested' as const,
    askAgainOn: null,
  };
  const answered = { kind: 're_invitation.answered' as const, at: someday, data };
  await fixture.asCompany((em) => seedFacts(em, candidate.keys, answered));
  expect(await listRecords(all)).toMatchObject([{ candidate_id: candidate.candidateId, state: 'pending' }]);
  expect(await listNotes(all)).toEqual([{ kind: 're_invitation.answered' }]);
  expect(await listRecords(own)).toEqual([]);
  await fixture.sql(
    `insert into application (id, company_id, candidate_id, source_key, remote_id, custom_fields, remote_data, created_at)
     values (gen_random_uuid(), ?, ?, ?, 'A-1', '{}', '{}', now())`,
    [fixture.companyId, candidate.candidateId, `connection:${own}`],
  );
  await fixture.asCompany((em) => seedFacts(em, candidate.keys, { ...answered, data: { ...data, answer: 'no_more' } }));
  expect(await listNotes(own)).toEqual([{ kind: 're_invitation.answered' }]);
  expect(await listNotes(all)).toHaveLength(2);
});

test('a connection of another company, a deleted connection and one with reach `own` get no record', async () => {
  const other = randomUUID();
  await fixture.sql(`insert into company values (?, 'D', 'd', '{}', now())`, [other]);
  const [theirs, own, gone] = [await connect('all', other), await connect('own'), await connect()];
  await fixture.sql(`update connection set state = 'deleted' where id = ?`, [gone]);
  await reportRejection(await openCase());
  for (const id of [theirs, own, gone]) expect(await listRecords(id)).toEqual([]);
  expect(await fixture.sql('select 1 from sync_target where connection_id = ?', [gone])).toEqual([]);
});

test('a connection with reach `own` gets its own candidates', async () => {
  const [own, candidate] = [await connect('own'), await openCase()];
  await fixture.sql(`update application set source_key = ? where candidate_id = ?`, [
    `connection:${own}`,
    candidate.candidateId,
  ]);
  await reportRejection(candidate);
  expect(await listRecords(own)).toHaveLength(1);
});

test('a change during a push leaves the candidate pending', async () => {
  const [connectionId, candidate] = [await connect(), await openCase()];
  await reportRejection(candidate);
  const [read] = await listDue(connectionId);
  if (read === undefined) throw new Error('nothing is due');
  await fixture.asCompany((em) => seedFacts(em, candidate.keys, { kind: 'case.resumed', at: someday, data: {} }));
  const settle = (noted: readonly number[], record: SyncRecord) =>
    fixture.asCompany((em) => settleRecord(em, record, { ...done, noted }, key));
  await settle(read.factSeqs, read.record);
  expect(await listRecords(connectionId)).toMatchObject([{ state: 'pending' }]);
  expect(await listNotes(connectionId)).toEqual([{ kind: 'case.resumed' }]);
  const [again] = await listDue(connectionId);
  expect(again?.addresses).toEqual(['hanako@example.jp']);
  await settle(again?.factSeqs ?? [], again?.record ?? read.record);
  expect(await listRecords(connectionId)).toMatchObject([{ state: 'synced', due_at: null }]);
});

test('a changed name or tag and an erasure make a candidate in the CRM due; addresses are sealed', async () => {
  const [connectionId, candidate] = [await connect(), await openCase()];
  const change = (name: string) =>
    fixture.asCompany((em) => em.nativeUpdate(Candidate, { id: candidate.candidateId }, { familyName: name }));
  await change('佐藤');
  expect(await listRecords(connectionId)).toEqual([]);
  await reportRejection(candidate);
  const settle = async () => {
    for (const { record, factSeqs } of await listDue(connectionId))
      await fixture.asCompany((em) => settleRecord(em, record, { ...done, noted: factSeqs }, key));
  };
  await settle();
  await fixture.asCompany((em) => em.nativeUpdate(Candidate, { id: candidate.candidateId }, { mayBeMailed: false }));
  expect(await listRecords(connectionId)).toMatchObject([{ state: 'synced' }]);
  await change('鈴木');
  expect(await listRecords(connectionId)).toMatchObject([{ state: 'pending' }]);
  await settle();
  await fixture.sql(`insert into candidate_tag values (gen_random_uuid(), ?, ?, 'skill', 'SQL', 'sql')`, [
    fixture.companyId,
    candidate.candidateId,
  ]);
  expect(await listRecords(connectionId)).toMatchObject([{ state: 'pending' }]);
  await settle();
  const [kept] = await fixture.sql<{ addresses: Buffer }>('select addresses from sync_record');
  expect(kept?.addresses.toString('latin1')).not.toContain('hanako');
  await fixture.asCompany((em) => eraseCandidate(em, candidate.candidateId, someday, 'a-key-of-the-tests'));
  const [erased] = await listDue(connectionId);
  expect(erased?.addresses).toEqual(['hanako@example.jp']);
  await fixture.asCompany((em) => settleRecord(em, erased?.record ?? new SyncRecord(), { kind: 'erased' }, key));
  expect(await fixture.sql('select state, addresses, remote_id from sync_record')).toEqual([
    { state: 'erased', addresses: null, remote_id: null },
  ]);
  await reportRejection(candidate);
  expect(await listRecords(connectionId)).toMatchObject([{ state: 'erased' }]);
});

test('a merge makes both candidates due', async () => {
  const [connectionId, older, later] = [await connect(), await openCase(), await openCase()];
  await reportRejection(older);
  await reportRejection(later);
  expect(await fixture.asCompany((em) => mergeCandidates(em, older.candidateId, later.candidateId, someday))).toBe(
    true,
  );
  expect((await listDue(connectionId)).map(({ record }) => record.candidateId).sort()).toEqual(
    [older.candidateId, later.candidateId].sort(),
  );
});

test('a failed push is retried when due, is stuck without a retry time, and a new fact or request retries it', async () => {
  const [connectionId, candidate] = [await connect(), await openCase()];
  await reportRejection(candidate);
  const fault = { code: 'refused', detail: 'x' } as const;
  const fail = async (retryAt: Date | null) => {
    const [read] = await listDue(connectionId);
    await fixture.asCompany((em) =>
      settleRecord(em, read?.record ?? new SyncRecord(), { kind: 'failed', fault, retryAt, counts: true }, key),
    );
  };
  const later = new Date(Date.now() + 60_000);
  await fail(later);
  expect((await listRecords(connectionId)).map(({ due_at: dueAt }) => new Date(dueAt ?? 0))).toEqual([later]);
  expect(await listDue(connectionId)).toEqual([]);
  await fixture.sql('update sync_record set due_at = now()');
  await fail(null);
  expect(await listRecords(connectionId)).toMatchObject([{ state: 'stuck', due_at: null, last_fault: fault }]);
  expect(await fixture.asCompany((em) => retryStuck(em, connectionId, [randomUUID()]))).toBe(0);
  expect(await fixture.asCompany((em) => retryStuck(em, connectionId))).toBe(1);
  await fail(null);
  await fixture.asCompany((em) => seedFacts(em, candidate.keys, { kind: 'case.resumed', at: someday, data: {} }));
  expect(await listRecords(connectionId)).toMatchObject([{ state: 'pending', failing_since: null }]);
});

test('changed settings or secrets retry failed and failing pushes at once', async () => {
  const [connectionId, other] = [await connect(), await connect()];
  for (let n = 0; n < 4; n += 1) await reportRejection(await openCase());
  const [stuck, waiting, synced, underWay] = await listDue(connectionId);
  if (!stuck || !waiting || !synced || !underWay) throw new Error('not due');
  const settle = ({ record }: DueRecord, settled: Settled) =>
    fixture.asCompany((em) => settleRecord(em, record, settled, key));
  const fail = (retryAt: Date | null): Settled => {
    const fault = { code: 'refused', detail: 'x' } as const;
    return { kind: 'failed', fault, retryAt, counts: true };
  };
  await settle(stuck, fail(null));
  await settle(waiting, fail(new Date(Date.now() + 3_600_000)));
  await settle(synced, { ...done, noted: synced.factSeqs });
  await fixture.asCompany((em) => noteAttempt(em, underWay.record, [], key));
  const change = (id: string, to: Partial<Connection>) =>
    fixture.asCompany((em) => em.nativeUpdate(Connection, { id }, to));
  const before = await listRecords(connectionId);
  await change(connectionId, { state: 'active' });
  await change(other, { settings: { a: 1 } });
  expect(await listRecords(connectionId)).toEqual(before);
  await change(connectionId, { settings: { a: 1 } });
  await settle(underWay, fail(null));
  const states = await fixture.sql<{ candidate_id: string; state: string }>(
    `select candidate_id, state from sync_record where connection_id = ?
       and (due_at <= now()::timestamptz(3) or state = 'synced')`,
    [connectionId],
  );
  const stateById = new Map(states.map((row) => [row.candidate_id, row.state]));
  expect([stuck, waiting, synced, underWay].map(({ record }) => stateById.get(record.candidateId))).toEqual([
    'pending',
    'pending',
    'synced',
    'pending',
  ]);
  await fixture.sql(`update sync_record set state = 'stuck', due_at = null where state = 'pending'`);
  await change(connectionId, { secrets: Buffer.from('x') });
  expect(
    await fixture.sql(`select 1 from sync_record where state = 'stuck' and connection_id = ?`, [connectionId]),
  ).toEqual([]);
});

test('a connection has one claim at a time, none while paused or held, and an expired claim is taken over', async () => {
  const [connectionId, candidate] = [await connect(), await openCase()];
  expect(await claimTarget(fixture.orm, 60_000)).toBeNull();
  await reportRejection(candidate);
  const first = await claimTarget(fixture.orm, 60_000);
  expect(first).toMatchObject({ connectionId, companyId: fixture.companyId, faults: 0 });
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
  await fixture.asCompany((em) => em.nativeUpdate(Connection, { id: connectionId }, { settings: { a: 1 } }));
  const third = await claimTarget(fixture.orm, 0);
  expect(third).toMatchObject({ faults: 0 });
  await fixture.asCompany((em) => em.nativeUpdate(Connection, { id: connectionId }, { state: 'paused' }));
  expect(await claimTarget(fixture.orm, 0)).toBeNull();
});

test('the pool is pushed in bounded batches, without erased candidates', async () => {
  const connectionId = await connect();
  const all = await Promise.all(Array.from({ length: 7 }, () => fixture.candidate()));
  await fixture.asCompany((em) => eraseCandidate(em, all[0] ?? '', someday, 'a-key-of-the-tests'));
  const fill = () => fixture.asCompany((em) => fillTarget(em, connectionId, 4));
  await fill();
  expect(await listRecords(connectionId)).toEqual([]);
  expect(await fixture.asCompany((em) => startFilling(em, connectionId))).toBe(true);
  expect(await claimTarget(fixture.orm, 0)).toMatchObject({ isFilling: true });
  await fill();
  expect(await listRecords(connectionId)).toHaveLength(4);
  await fill();
  await fill();
  expect((await listRecords(connectionId)).map((row) => row.candidate_id)).toEqual(all.slice(1).sort());
  expect(await fixture.sql('select fill_after from sync_target')).toEqual([{ fill_after: null }]);
});

test('a sync session sees the records of every company, and nothing else', async () => {
  const [connectionId, candidate] = [await connect(), await openCase()];
  await reportRejection(candidate);
  const select = (sql: string) => withSync(fixture.orm, (em) => em.execute(sql));
  expect(await select('select connection_id from sync_record')).toEqual([{ connection_id: connectionId }]);
  for (const table of ['connection', 'candidate', 'fact', 'company', 'sync_note']) {
    await expect(select(`select * from ${table}`)).rejects.toThrow(/permission denied/);
  }
});

test('a company session can open a sync target', async () => {
  const id = randomUUID();
  await fixture.sql(`insert into connection (id, company_id, kind, name, created_at) values (?, ?, 'x', 'X', now())`, [
    id,
    fixture.companyId,
  ]);
  await fixture.asCompany((em) => openSyncTarget(em, { id, companyId: fixture.companyId }, 'all'));
  await reportRejection(await openCase());
  expect(await listRecords(id)).toHaveLength(1);
});

test('what is written as due now is due at once, however its time is rounded', async () => {
  const connectionId = await connect();
  await reportRejection(await openCase());
  // The clock stands still in a transaction: half of these times are stored as later than it.
  for (let nth = 0; nth < 40; nth += 1) {
    const target = await withSync(fixture.orm, async (em) => {
      await em.execute('update sync_target set leased_until = now(), held_until = now()');
      return claimDueTarget(em, 60_000);
    });
    const due = await fixture.asCompany(async (em) => {
      await em.execute('update sync_record set due_at = now()');
      return readDue(em, connectionId, 10, key);
    });
    expect([target, due]).toMatchObject([{ connectionId }, [{ record: { connectionId } }]]);
  }
});
