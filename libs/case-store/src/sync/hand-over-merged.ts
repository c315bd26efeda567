import type { SealKeys } from '@goen/service-kit';
import { Candidate } from '../entities/candidate.ts';
import { SyncRecord } from '../entities/sync.ts';
import type { Em } from '../sessions.ts';
import { openAddresses, sealAddresses } from './due-records.ts';

/** What must be removed from the CRM for a merged candidate. */
export type CrmRemoval = {
  /** Addresses to find it by when it has no id; all of them when the person was erased. */
  readonly addresses: readonly string[];
  /** The record that must stay, whatever its address is. */
  readonly survivorId: string | null;
  readonly reason: 'merged' | 'erased';
};

/**
 * Hands the pending notes of a merged candidate to the older one, and their CRM record too when the older has none.
 * `usesOurIds`: records in this CRM carry our ids and cannot change hands. Returns what must be removed from the CRM, or
 * null.
 */
export async function handOverMerged(
  em: Em,
  later: SyncRecord,
  olderId: string,
  { key, usesOurIds }: { readonly key: SealKeys; readonly usesOurIds: boolean },
): Promise<CrmRemoval | null> {
  const older = await moveNotes(em, later, olderId);
  const [olderAddresses, laterAddresses] = [openAddresses(older, key), openAddresses(later, key)];
  const remoteId = later.remoteId ?? null;
  // A push without an address may have arrived as well.
  if (remoteId === null && laterAddresses.length === 0 && !later.unsure) return null;
  const { erasedAt } = await em.findOneOrFail(Candidate, { id: olderId }, { refresh: true });
  if (older.state === 'erased' || erasedAt) return { addresses: laterAddresses, survivorId: null, reason: 'erased' };
  if (usesOurIds) return { addresses: [], survivorId: null, reason: 'merged' };
  if (older.remoteId === remoteId && remoteId !== null) return null;
  if (older.remoteId)
    return { addresses: remoteId === null ? laterAddresses : [], survivorId: older.remoteId, reason: 'merged' };
  const addresses = sealAddresses([...new Set([...olderAddresses, ...laterAddresses])], older, key);
  await em.nativeUpdate(
    SyncRecord,
    { connectionId: later.connectionId, candidateId: olderId },
    { remoteId, addresses, unsure: true },
  );
  return null;
}

/** Makes the older's record due again, with the pending notes of the later. */
async function moveNotes(em: Em, { connectionId, companyId, candidateId }: SyncRecord, olderId: string) {
  await em.execute(
    `insert into sync_record as r (connection_id, candidate_id, company_id, state, due_at)
     values (?, ?, ?, 'pending', now())
     on conflict (connection_id, candidate_id) do update set version = r.version + 1, state = 'pending', due_at = now()
       where r.state <> 'erased'`,
    [connectionId, olderId, companyId],
  );
  await em.execute(
    `insert into sync_note (connection_id, candidate_id, company_id, fact_seq)
     select connection_id, ?, company_id, fact_seq from sync_note
     where connection_id = ? and candidate_id = ? and not exists (select 1 from sync_record r
       where r.connection_id = sync_note.connection_id and r.candidate_id = ? and r.state = 'erased')
     on conflict do nothing`,
    [olderId, connectionId, candidateId, olderId],
  );
  await em.execute('delete from sync_note where connection_id = ? and candidate_id = ?', [connectionId, candidateId]);
  return em.findOneOrFail(SyncRecord, { connectionId, candidateId: olderId }, { refresh: true });
}
