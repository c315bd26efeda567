import { Candidate } from '../entities/candidate.ts';
import { SyncRecord } from '../entities/sync.ts';
import type { Em } from '../sessions.ts';
import type { DueRecord } from './due-records.ts';

/**
 * Takes registered people whose rejection is not confirmed out of a batch: no CRM receives them. The facts of their
 * confirmation make their records due again, with all notes until then.
 */
export async function setAsideUnconfirmed(em: Em, due: readonly DueRecord[]): Promise<DueRecord[]> {
  const ids = due.map(({ record }) => record.candidateId);
  const unconfirmed = await em.find(
    Candidate,
    { id: { $in: ids }, unconfirmed: true, erasedAt: null },
    { fields: ['id'] },
  );
  const isSetAside = new Set(unconfirmed.map(({ id }) => id));
  for (const { record } of due.filter((each) => isSetAside.has(each.record.candidateId))) {
    const { connectionId, candidateId, version } = record;
    await em.nativeUpdate(SyncRecord, { connectionId, candidateId, version }, { state: 'synced', dueAt: null });
  }
  return due.filter(({ record }) => !isSetAside.has(record.candidateId));
}
