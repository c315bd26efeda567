import { type SealKeys, seal, unseal } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import { LockMode, raw } from '@mikro-orm/core';
import { SyncNote, SyncRecord } from '../entities/sync.ts';
import type { Em } from '../sessions.ts';

export type DueRecord = {
  readonly record: SyncRecord;
  /** Addresses by which the CRM may know the person. */
  readonly addresses: readonly string[];
  /** Facts that are not written as notes yet, oldest first. */
  readonly factSeqs: readonly number[];
};

/** Notes per candidate and push; the rest goes with the next push. */
const maxNotes = 20;

const toSealContext = ({ connectionId, candidateId }: Pick<SyncRecord, 'connectionId' | 'candidateId'>) =>
  `${connectionId}:${candidateId}`;
type RecordKey = Parameters<typeof toSealContext>[0];

export const sealAddresses = (addresses: readonly string[], recordKey: RecordKey, key: SealKeys): Buffer | null =>
  addresses.length === 0 ? null : seal(JSON.stringify(addresses), toSealContext(recordKey), key);

export const openAddresses = (record: SyncRecord, key: SealKeys): string[] =>
  record.addresses ? (JSON.parse(unseal(record.addresses, toSealContext(record), key)) as string[]) : [];

/**
 * Locks and returns the records due for a connection, longest due first; a record that failed before comes alone. Skips
 * records that an intake is writing. In a session of the company.
 */
export async function readDue(em: Em, connectionId: string, limit: number, key: SealKeys): Promise<DueRecord[]> {
  const due = await em.find(
    SyncRecord,
    { connectionId, dueAt: { $lte: raw(roundedNow) } },
    {
      orderBy: { dueAt: 'asc', candidateId: 'asc' },
      limit,
      refresh: true,
      lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE,
    },
  );
  const firstFailing = due.findIndex(({ failingSince }) => failingSince !== null);
  const records = firstFailing === -1 ? due : due.slice(0, Math.max(firstFailing, 1));
  const candidateId = { $in: records.map((record) => record.candidateId) };
  const notes = await em.find(SyncNote, { connectionId, candidateId }, { orderBy: { factSeq: 'asc' } });
  return records.map((record) => ({
    record,
    addresses: openAddresses(record, key),
    factSeqs: notes
      .filter((note) => note.candidateId === record.candidateId)
      .slice(0, maxNotes)
      .map(({ factSeq }) => factSeq),
  }));
}

/** Records before a push that it begins and under which addresses: a crash after it leaves what erasure needs. */
export async function noteAttempt(
  em: Em,
  record: SyncRecord,
  addresses: readonly string[],
  key: SealKeys,
): Promise<void> {
  await em.nativeUpdate(
    SyncRecord,
    { connectionId: record.connectionId, candidateId: record.candidateId },
    { unsure: true, attempts: record.attempts + 1, addresses: sealAddresses(addresses, record, key) },
  );
}
